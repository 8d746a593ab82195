export const house = "calm calm calm calm calm calm calm calm calm calm calm calm calm calm";

package vigilar.intake;

/// What a producer knows of a device beside its state; each may be empty.
///
/// @param name as people named it over there
/// @param kind model and maker, or what sort of thing it is
/// @param area where in the home
record About(String name, String kind, String area) {
    /// 120 characters fill a row of the page.
    private static final int LONGEST = 120;

    About {
        name = RefusalLog.printable(name, LONGEST);
        kind = RefusalLog.printable(kind, LONGEST);
        area = RefusalLog.printable(area, LONGEST);
    }

    static final About NOTHING = new About("", "", "");
}

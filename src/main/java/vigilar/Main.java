package vigilar;

import vigilar.cli.CommandLineRoom;
import vigilar.cli.Services;

/// Arguments → command line → Wiring → wait → close.
final class Main {
    private Main() {}

    static void main(String[] args) {
        var services =
                new Services(
                        Wiring::new,
                        Beside::openJournal,
                        Beside::openPeople,
                        Beside::openDevices,
                        Beside::openRules,
                        Beside::trial,
                        Examination::of,
                        Beside::check,
                        Beside::devices,
                        Beside::insiders,
                        Beside::ear);
        System.exit(new CommandLineRoom(services).run(args));
    }
}

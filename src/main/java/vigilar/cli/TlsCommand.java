package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import vigilar.tls.HouseNames;
import vigilar.tls.HouseholdCa;
import vigilar.web.MachineName;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `tls …`: an encrypted way to the page without a public name.
@Command(name = "tls", description = "Certificates of the house's own.")
final class TlsCommand {
    private TlsCommand() {}

    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new TlsCommand()).addSubcommand(new Init(surroundings));
    }

    @Command(
            name = "init",
            description =
                    "Makes a household authority, unless there is one, and a certificate for the"
                            + " page; says how to trust it.")
    private static final class Init implements Callable<Integer> {
        private final Surroundings surroundings;
        @Mixin private final DataFolder folder = new DataFolder();

        @Option(
                names = "--name",
                paramLabel = "HOST",
                description = "A name that browsers use for this machine; may stand several times.")
        private List<String> names = new ArrayList<>();

        Init(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            var authority =
                    new HouseholdCa(folder.find(surroundings).dataFolder(), Clock.systemUTC());
            boolean known = authority.exists();
            try {
                var asked = HouseNames.of(names);
                refuseForeign(authority, asked);
                // what it was called before stays: nobody who uses that name is locked out
                var all = asked.with(authority.named()).with(ofThisMachine());
                var foreign = authority.foreign(all);
                var called = all.without(foreign);
                authority.make(called);
                surroundings.out().print(explain(authority, called, foreign, known));
                surroundings.out().flush();
                return ExitCode.OK;
            } catch (IllegalArgumentException wrong) {
                throw new CannotStart(String.valueOf(wrong.getMessage()), wrong);
            } catch (IOException failure) {
                throw new CannotStart(failure.getMessage() + "; nothing was changed", failure);
            }
        }

        private static void refuseForeign(HouseholdCa authority, HouseNames asked)
                throws IOException {
            var foreign = authority.foreign(asked);
            if (!foreign.areNone()) {
                throw new CannotStart(
                        ("the authority of this household may not vouch for %s: so it was made, and"
                             + " no device would believe it. Move %s away and call this again: then"
                             + " there is a new one, which every device has to trust anew")
                                .formatted(foreign.text(), authority.authority().getParent()));
            }
        }

        private static HouseNames ofThisMachine() {
            var addresses = new ArrayList<>(LanAddress.all());
            addresses.add(InetAddress.ofLiteral("127.0.0.1"));
            addresses.add(InetAddress.ofLiteral("::1"));
            return new HouseNames(List.of("localhost"), addresses)
                    .with(new HouseNames(List.copyOf(MachineName.all()), List.of()));
        }

        private static String explain(
                HouseholdCa authority, HouseNames names, HouseNames foreign, boolean known)
                throws IOException {
            return """
            %s

            The page's certificate is for: %s
            %s(another name or address: tls init --name NAME)

            1. Put this into the settings and start Vigilar again:

               [web]
               certificate = "%s"
               key = "%s"
               hosts = [%s]

            2. Trust the authority once on each device. The file is
               %s
               and Vigilar hands it out at /household-ca.crt (the file holds no secret).

               iPhone, iPad  open it in Safari; Settings > Profile Downloaded > Install; then
                             Settings > General > About > Certificate Trust Settings: switch it on
               Android       Settings > Security > Encryption & credentials > Install a certificate
                             > CA certificate
               Windows       open it > Install Certificate > Current User > Place in "Trusted Root
                             Certification Authorities"
               macOS         open it in Keychain Access, then Trust > Always Trust
               Linux         copy it to /usr/local/share/ca-certificates/ and run
                             update-ca-certificates; Chromium and Firefox: their own settings
               Firefox       Settings > Privacy & Security > View Certificates > Authorities > Import

            The authority can vouch for private addresses and for names that are or end with these,
            no other ones: %s
            Its key lies in the data folder and in its backups. The page's certificate renews itself
            while Vigilar runs.
            """
                    .formatted(
                            known
                                    ? "The authority of this household is the one that was there."
                                    : "This household has an authority of its own now.",
                            names.text(),
                            foreign.areNone()
                                    ? ""
                                    : "(not for " + foreign.text() + ", for which it may not)\n",
                            authority.page(),
                            authority.pageKey(),
                            names.hosts().stream()
                                    .filter(it -> !it.equals("localhost"))
                                    .map(it -> "\"" + it + "\"")
                                    .reduce((a, b) -> a + ", " + b)
                                    .orElse(""),
                            authority.authority(),
                            String.join(", ", authority.domains()));
        }
    }
}

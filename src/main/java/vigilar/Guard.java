package vigilar;

import vigilar.access.AlarmPins;
import vigilar.access.People;
import vigilar.arming.PanelKeeper;
import vigilar.bridge.ErrandRunner;
import vigilar.bus.Bus;
import vigilar.config.Role;
import vigilar.config.RuleText;
import vigilar.config.Settings;
import vigilar.intake.HearingLog;
import vigilar.intake.HearingWatch;
import vigilar.intake.Intake;
import vigilar.intake.RefusalLog;
import vigilar.journal.EventJournal;
import vigilar.journal.SqlArchive;
import vigilar.keypad.ArmHerald;
import vigilar.keypad.ArmRequests;
import vigilar.keypad.PanelTopics;
import vigilar.names.Nameplates;
import vigilar.rules.Errands;
import vigilar.rules.RuleBook;
import vigilar.rules.RuleDesk;
import vigilar.rules.RuleKeeper;
import vigilar.rules.RuleLookback;
import vigilar.rules.RuleOnlooker;
import vigilar.storage.Database;
import vigilar.supervisor.Health;
import vigilar.supervisor.Supervisor;
import vigilar.web.KnownDevices;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What decides in this process: the alarm panel, its word on the bus, and the rules; and who tells
/// that nobody is heard, since that must outlive intake. Each process that reads or shows events
/// has one: the one beside intake runs it, since it hears of a door first, and another takes its
/// place when that one dies or stands still; keypads are served where it runs. Stands beside the
/// wiring since it only brings the rooms together.
final class Guard {
    private final Set<Role> roles;
    private final PanelKeeper keeper;
    private final ArmRequests requests;
    private final ArmHerald herald;
    private final RuleKeeper rules;
    private final ErrandRunner errands;
    private final RuleOnlooker onlooker;
    private final HearingWatch hearing;
    private final Health health;

    Guard(
            Settings settings,
            Set<Role> roles,
            Bus bus,
            Database database,
            EventJournal journal,
            Health health,
            HouseClock clock) {
        this.roles = roles;
        this.health = health;
        var words = new TreeSet<String>();
        roles.forEach(it -> words.add(it.word()));
        var seat = new PanelKeeper.Seat(words, roles.contains(Role.INTAKE));
        var plates = new Nameplates(journal, database, clock);
        keeper =
                new PanelKeeper(
                        journal,
                        database,
                        settings.panel(),
                        plates::areas,
                        Detectors.heard(health),
                        clock,
                        clock::nanos,
                        seat,
                        _ -> health.up(PanelKeeper.PART));
        var desk =
                Detectors.desk(
                        settings,
                        database,
                        new KnownDevices(
                                new HearingLog(database, settings.intake(), clock), plates),
                        health,
                        clock);
        hearing =
                new HearingWatch(
                        journal,
                        database,
                        () -> health.isUp(Intake.PART),
                        desk::offWhileArmed,
                        clock,
                        clock::nanos);
        var refusals = new RefusalLog(database);
        var topics = new PanelTopics(settings.bus().prefix());
        requests =
                new ArmRequests(
                        bus,
                        topics,
                        database,
                        desk,
                        settings.web().open()
                                ? Optional.empty()
                                : Optional.of(
                                        new AlarmPins(
                                                journal, database, clock, ZoneId.systemDefault())),
                        seat,
                        (topic, why) -> refusals.note(clock.instant(), topic, why),
                        health,
                        clock);
        herald =
                new ArmHerald(
                        bus,
                        topics,
                        database,
                        desk,
                        seat,
                        () -> settings.keypads().offers(topics, () -> Intake.houseOf(database)),
                        health);
        errands =
                new ErrandRunner(
                        bus,
                        settings.bus().prefix(),
                        new Errands(journal, database, desk::outcome, clock),
                        health);
        onlooker =
                new RuleOnlooker(
                        journal,
                        database,
                        why ->
                                why.ifPresentOrElse(
                                        it -> health.down(RuleKeeper.PART, it),
                                        () -> health.up(RuleKeeper.PART)),
                        clock::nanos);
        rules =
                new RuleKeeper(
                        journal,
                        new SqlArchive(database),
                        database,
                        ruleText(settings, journal, database, clock),
                        new AreaNames(plates, clock)::of,
                        ZoneId.systemDefault(),
                        clock,
                        book -> tell(book, health),
                        errands::wake);
    }

    private static RuleBook.Reader ruleText(
            Settings settings, EventJournal journal, Database database, InstantSource clock) {
        var people = new People(journal, database, clock);
        return new RuleText(
                settings.bus().prefix(),
                settings.intake().filters(),
                name -> people.all().stream().anyMatch(it -> it.name().toString().equals(name)),
                name ->
                        people.all().stream()
                                .anyMatch(
                                        it -> it.name().toString().equals(name) && it.disabled()));
    }

    /// Where people read and write the rules.
    static RuleDesk ruleDesk(
            Settings settings, EventJournal journal, Database database, InstantSource clock) {
        return new RuleDesk(journal, database, ruleText(settings, journal, database, clock), clock);
    }

    /// Tries other rules on the past.
    static RuleLookback ruleLookback(EventJournal journal, Database database, InstantSource clock) {
        return new RuleLookback(
                new SqlArchive(database.unhurried()),
                ZoneId.systemDefault(),
                new AreaNames(new Nameplates(journal, database, clock), clock)::of);
    }

    /// A rule that does not run must not look as if it did. Whoever may not read the rules reads
    /// this, too: so it says where, and the page says what.
    private static void tell(RuleBook book, Health health) {
        if (!book.wrong().isEmpty()) {
            health.down(
                    RuleKeeper.PART,
                    "%d run; a rule does not: %s; the page Rules says why"
                            .formatted(book.rules().size(), book.wrong().getFirst().where()));
        } else if (!book.remarks().isEmpty()) {
            health.down(
                    RuleKeeper.PART,
                    "%d run; one tells somebody who may not sign in: %s"
                            .formatted(book.rules().size(), book.remarks().getFirst().where()));
        } else {
            health.up(RuleKeeper.PART);
        }
    }

    void watchedBy(Supervisor supervisor) {
        if (roles.contains(Role.INTAKE) || roles.contains(Role.WEB)) {
            supervisor.watch(
                    HearingWatch.PART, () -> hearing.run(() -> health.up(HearingWatch.PART)));
            supervisor.watch(PanelKeeper.PART, keeper::run);
            supervisor.watch(ArmRequests.PART, requests::run);
            supervisor.watch(ArmHerald.PART, herald::run);
        }
        if (roles.contains(Role.INTAKE)) { // one process has that role, and hears of all first
            supervisor.watch(RuleKeeper.PART, rules::run);
            supervisor.watch(ErrandRunner.PART, errands::run);
        } else if (roles.contains(Role.WEB)) {
            supervisor.watch(RuleKeeper.PART, onlooker::run);
        }
    }
}

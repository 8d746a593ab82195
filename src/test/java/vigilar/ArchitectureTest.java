package vigilar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The map of the house (docs/ARCHITECTURE.md) as a test. A new room or arrow is put on both by
/// hand, with its reason.
@AnalyzeClasses(packages = "vigilar", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule each_room_knows_only_the_rooms_the_map_allows =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("wiring")
                    .definedBy("vigilar")
                    .layer("event")
                    .definedBy("vigilar.event..")
                    .layer("storage")
                    .definedBy("vigilar.storage..")
                    .layer("journal")
                    .definedBy("vigilar.journal..")
                    .layer("bus")
                    .definedBy("vigilar.bus..")
                    .layer("intake")
                    .definedBy("vigilar.intake..")
                    .layer("bridge")
                    .definedBy("vigilar.bridge..")
                    .layer("alerts")
                    .definedBy("vigilar.alerts..")
                    .layer("pictures")
                    .definedBy("vigilar.pictures..")
                    .layer("tls")
                    .definedBy("vigilar.tls..")
                    .layer("seen")
                    .definedBy("vigilar.seen..")
                    .layer("arming")
                    .definedBy("vigilar.arming..")
                    .layer("rules")
                    .definedBy("vigilar.rules..")
                    .layer("keypad")
                    .definedBy("vigilar.keypad..")
                    .layer("names")
                    .definedBy("vigilar.names..")
                    .layer("timeline")
                    .definedBy("vigilar.timeline..")
                    .layer("access")
                    .definedBy("vigilar.access..")
                    .layer("web")
                    .definedBy("vigilar.web..")
                    .layer("supervisor")
                    .definedBy("vigilar.supervisor..")
                    .layer("config")
                    .definedBy("vigilar.config..")
                    .layer("cli")
                    .definedBy("vigilar.cli..")
                    .layer("recorder")
                    .definedBy("vigilar.recorder..")
                    .layer("demo")
                    .definedBy("vigilar.demo..")
                    .whereLayer("wiring")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("event")
                    .mayNotAccessAnyLayer()
                    .whereLayer("storage")
                    .mayNotAccessAnyLayer()
                    .whereLayer("bus")
                    .mayOnlyAccessLayers("tls")
                    .whereLayer("supervisor")
                    .mayNotAccessAnyLayer()
                    .whereLayer("journal")
                    .mayOnlyAccessLayers("event", "storage")
                    .whereLayer("intake")
                    .mayOnlyAccessLayers("event", "journal", "storage", "bus", "supervisor")
                    .whereLayer("bridge")
                    .mayOnlyAccessLayers("event", "journal", "bus", "rules", "supervisor")
                    .whereLayer("alerts")
                    .mayOnlyAccessLayers("event", "journal", "storage", "names", "supervisor")
                    .whereLayer("pictures")
                    .mayOnlyAccessLayers(
                            "event", "journal", "storage", "intake", "supervisor", "tls")
                    .whereLayer("timeline")
                    .mayOnlyAccessLayers("event", "journal")
                    .whereLayer("tls")
                    .mayNotAccessAnyLayer()
                    .whereLayer("seen")
                    .mayOnlyAccessLayers("event", "storage")
                    .whereLayer("arming")
                    .mayOnlyAccessLayers("event", "journal", "storage")
                    .whereLayer("rules")
                    .mayOnlyAccessLayers("event", "journal", "storage", "arming")
                    .whereLayer("keypad")
                    .mayOnlyAccessLayers("storage", "bus", "arming", "access", "supervisor")
                    .whereLayer("names")
                    .mayOnlyAccessLayers("event", "journal", "storage")
                    .whereLayer("access")
                    .mayOnlyAccessLayers("event", "journal", "storage", "arming")
                    .whereLayer("web")
                    .mayOnlyAccessLayers(
                            "event",
                            "journal",
                            "timeline",
                            "intake",
                            "alerts",
                            "arming",
                            "rules",
                            "pictures",
                            "seen",
                            "names",
                            "access",
                            "supervisor")
                    .whereLayer("recorder")
                    .mayOnlyAccessLayers("bus")
                    .whereLayer("demo")
                    .mayOnlyAccessLayers("bus", "recorder")
                    .whereLayer("config")
                    .mayOnlyAccessLayers(
                            "event",
                            "storage",
                            "journal",
                            "bus",
                            "intake",
                            "keypad",
                            "alerts",
                            "arming",
                            "rules",
                            "pictures",
                            "web",
                            "cli")
                    .whereLayer("cli")
                    .mayOnlyAccessLayers(
                            "access",
                            "arming",
                            "rules",
                            "config",
                            "supervisor",
                            "event",
                            "journal",
                            "storage",
                            "bus",
                            "web",
                            "tls",
                            "recorder",
                            "demo");

    /// So every room may use it, and it stands in none of the lists above.
    @ArchTest
    static final ArchRule the_room_of_foreign_texts_knows_no_other =
            noClasses()
                    .that()
                    .resideInAPackage("vigilar.text..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("vigilar..")
                                    .and(resideOutsideOfPackage("vigilar.text..")));

    @ArchTest
    static final ArchRule rooms_do_not_go_round_in_circles =
            slices().matching("vigilar.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_bus_uses_mqtt_libraries =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("vigilar.bus..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.hivemq..",
                            "org.apache.activemq..",
                            "io.netty..",
                            "io.reactivex..");

    @ArchTest
    static final ArchRule only_the_web_uses_the_http_server =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("vigilar.web..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.eclipse.jetty..", "gg.jte..");

    @ArchTest
    static final ArchRule only_the_storage_opens_connections =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("vigilar.storage..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.sqlite..", "org.flywaydb..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.sql.DriverManager");

    @ArchTest
    static final ArchRule only_storage_journal_and_stores_speak_sql =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("vigilar.storage..", "vigilar.journal..")
                    .and()
                    .haveSimpleNameNotEndingWith("Store")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..");

    @ArchTest
    static final ArchRule nobody_has_a_pattern_book_name =
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Generated")
                    .should()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Processor")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Service");

    @ArchTest
    static final ArchRule stores_are_private_to_their_room =
            classes().that().haveSimpleNameEndingWith("Store").should().notBePublic();

    @ArchTest
    static final ArchRule only_the_wiring_knows_the_real_clock =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("vigilar", "vigilar.cli..")
                    .should()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(java.time.Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");
}

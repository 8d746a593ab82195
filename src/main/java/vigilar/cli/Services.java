package vigilar.cli;

import vigilar.bus.Bus;
import vigilar.bus.BusSettings;
import vigilar.config.Settings;
import vigilar.storage.StorageSettings;
import vigilar.storage.StoreCheck;

import java.util.function.Function;

/// What the command line needs others to build.
///
/// @param house the parts of the house
/// @param journal the journal of a data folder, for `events`
/// @param people the people of a data folder, for `user`
/// @param deviceLogins the logins of devices, for `device`
/// @param rules the rules of a data folder, for `rules`
/// @param trier what would be made of a message, for `try`
/// @param doctor looks at a house, for `doctor`
/// @param check whether a store is sound, for `check`
/// @param devices a bus whose clients are ordinary devices of the broker that the settings name as
///   external: without our own user and password. For the demo and `replay`
/// @param insiders a bus whose clients are ours and may hear everything, beside a house that is
///   there. For `capture`
/// @param ear how the house with these settings listens
public record Services(
        HouseBuilder house,
        OpenJournal.Opener journal,
        OpenPeople.Opener people,
        OpenDevices.Opener deviceLogins,
        OpenRules.Opener rules,
        Tried.Trier trier,
        Doctor doctor,
        Function<StorageSettings, StoreCheck> check,
        Function<BusSettings, Bus> devices,
        Function<Settings, Bus> insiders,
        Function<Settings, Ear> ear) {}

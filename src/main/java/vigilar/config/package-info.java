/// One TOML file and the options of the command line become the Settings records that each room
/// declares itself. It must not know what the rooms do with them. Start reading at [Config] and
/// [ConfigKeys].
@NullMarked
package vigilar.config;

import org.jspecify.annotations.NullMarked;

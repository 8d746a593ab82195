/// Meaning: what a message of a device says about the house, checked once, here, and committed with
/// the state of each point before the broker may forget it. It must not know who follows the
/// journal, nor how MQTT or the database work inside. Start reading at [Routes] (what is
/// understood), then [Intake] (the loop).
@NullMarked
package vigilar.intake;

import org.jspecify.annotations.NullMarked;

/// A house that lives a day in minutes: a synthetic capture that is played again and again. It must
/// not know what we make of a message. Start reading at [DemoHouse].
@NullMarked
package vigilar.demo;

import org.jspecify.annotations.NullMarked;

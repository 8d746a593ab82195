/// Pictures: each review that a camera's Frigate told of gets its snapshot and its clip, fetched by
/// us, checked, kept within a quota; and reviews that never reached us are filled in, marked. It
/// must not know the bus, the page or the web server: a Frigate that hangs keeps nobody else
/// waiting. Start reading at [PictureRound], then [ReviewPictures]; for the gaps at [GapPlan].
@NullMarked
package vigilar.pictures;

import org.jspecify.annotations.NullMarked;

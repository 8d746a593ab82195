package vigilar.bus;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;

/// Stands before the decoder until a client has said who it is, and lets no more through than a
/// login needs: strangers could otherwise fill the memory with the beginnings of large packets.
final class Threshold extends ChannelInboundHandlerAdapter {
    /// 128 KiB: a login with its last will has some hundred bytes; one read of the network, which
    /// may hold what follows the login too, has at most 64 KiB.
    static final int BYTES_BEFORE_LOGIN = 128 << 10;

    private static final String NAME = "threshold";

    private long bytes;

    static void putBefore(String decoder, ChannelPipeline pipeline) {
        pipeline.addBefore(decoder, NAME, new Threshold());
    }

    /// The login is read.
    static void crossed(ChannelPipeline pipeline) {
        if (pipeline.get(NAME) != null) {
            pipeline.remove(NAME);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf read) {
            bytes += read.readableBytes();
        }
        if (bytes > BYTES_BEFORE_LOGIN) {
            ReferenceCountUtil.release(message);
            var _ = ctx.close();
        } else {
            ctx.fireChannelRead(message);
        }
    }
}

package io.vizsla.ingestion;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps vectors in a temporary file that is made when it is first needed and gone when it is closed. */
final class VectorSpool implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private @Nullable FileChannel channel;
    private @Nullable DataInputStream in;

    /** Appends the vectors of chunks, not the chunks themselves. */
    void write(List<EncodedChunk> chunks) {
        try {
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel()), BUFFER));
            for (EncodedChunk chunk : chunks) {
                floats(out, chunk.vector());
                tokens(out, chunk.tokens());
            }
            out.flush();
        } catch (IOException broken) {
            throw unavailable(broken);
        }
    }

    /** Goes back to the first chunk; nothing may be written afterwards. */
    void rewind() {
        try {
            FileChannel open = channel();
            open.position(0);
            in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(open), BUFFER));
        } catch (IOException broken) {
            throw unavailable(broken);
        }
    }

    /** Returns the next chunks with their vectors; they must be asked for in the order in which they were written. */
    List<EncodedChunk> read(List<Chunk> chunks) {
        DataInputStream from = in;
        if (from == null) {
            throw new IllegalStateException("Read before rewind");
        }
        try {
            List<EncodedChunk> encoded = new ArrayList<>(chunks.size());
            for (Chunk chunk : chunks) {
                encoded.add(new EncodedChunk(chunk, floats(from), tokens(from)));
            }
            return encoded;
        } catch (IOException broken) {
            throw unavailable(broken);
        }
    }

    @Override
    public void close() {
        FileChannel open = channel;
        if (open != null) {
            try {
                open.close();
            } catch (IOException broken) {
                // All that was in it is read or needed no longer.
                System.getLogger(VectorSpool.class.getName())
                        .log(System.Logger.Level.WARNING, "A temporary file did not close", broken);
            }
        }
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path file = Files.createTempFile("vizsla-vectors", null);
            open = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    private static void floats(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] floats(DataInputStream from) throws IOException {
        float[] values = new float[from.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.readFloat();
        }
        return values;
    }

    private static void tokens(DataOutputStream out, @Nullable TokenVectors tokens) throws IOException {
        out.writeInt(tokens == null ? -1 : tokens.count());
        if (tokens != null) {
            out.writeInt(tokens.dimension());
            out.write(tokens.codes());
            floats(out, tokens.scales());
        }
    }

    private static @Nullable TokenVectors tokens(DataInputStream from) throws IOException {
        int count = from.readInt();
        if (count < 0) {
            return null;
        }
        int dimension = from.readInt();
        byte[] codes = new byte[count * dimension];
        from.readFully(codes);
        return new TokenVectors(count, dimension, codes, floats(from));
    }

    private static VizslaException unavailable(IOException broken) {
        return VizslaException.of(
                ErrorCode.STORE_UNAVAILABLE,
                "The temporary file for the vectors of a large document cannot be used: " + broken.getMessage(),
                broken);
    }
}

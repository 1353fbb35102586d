package io.vizsla.training.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.training.graph.Tensors;
import io.vizsla.training.optimizer.AdamW;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A run in the middle, on disk: the trained weights, what the optimizer knows of them, and how many steps were taken. A
 * file is there whole or not at all; a damaged one is recognized by its checksum.
 *
 * <p>Format, big-endian: {@code int} magic, {@code long} fingerprint of the run, {@code long} steps, {@code int} number of
 * tensors, then for each an {@code int} count and its numbers as little-endian {@code float}s, and at the end a {@code long}
 * CRC-32C of all before it.
 */
final class Checkpoint {

    private static final int MAGIC = 0x565A434B;
    private static final int PIECE = 1 << 18;

    private Checkpoint() {}

    /**
     * Keeps a run.
     *
     * @param fingerprint of everything that the run depends on; another run's checkpoint is not taken up
     * @throws VizslaException {@code INTERNAL} if the disk fails; an older checkpoint is then still there
     */
    static void write(Path file, long fingerprint, List<Tensor> weights, AdamW optimizer) {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            write(draft, fingerprint, optimizer.steps(), all(weights, optimizer));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            deleteQuietly(draft, full);
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "The checkpoint cannot be written: " + full.getMessage(), full);
        }
    }

    private static void deleteQuietly(Path draft, IOException cause) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException left) {
            cause.addSuppressed(left);
        }
    }

    private static List<Tensor> all(List<Tensor> weights, AdamW optimizer) {
        List<Tensor> all = new ArrayList<>(weights);
        all.addAll(optimizer.state());
        return all;
    }

    private static void write(Path draft, long fingerprint, long steps, List<Tensor> tensors) throws IOException {
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), PIECE);
            CheckedOutputStream checked = new CheckedOutputStream(buffered, new CRC32C());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeInt(MAGIC);
            out.writeLong(fingerprint);
            out.writeLong(steps);
            out.writeInt(tensors.size());
            for (Tensor tensor : tensors) {
                write(tensor, out);
            }
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
            channel.force(true);
        }
    }

    private static void write(Tensor tensor, DataOutputStream out) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            float[] values = Tensors.floats(tensor);
            out.writeInt(values.length);
            ByteBuffer bytes = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < values.length; from += PIECE / Float.BYTES) {
                int count = Math.min(PIECE / Float.BYTES, values.length - from);
                bytes.clear().asFloatBuffer().put(values, from, count);
                out.write(bytes.array(), 0, count * Float.BYTES);
            }
        }
    }

    /**
     * Takes a run up where it was kept.
     *
     * @return whether there was a checkpoint of this run; if not, nothing has changed
     * @throws VizslaException {@code INTERNAL} if the file is there and cannot be read
     */
    static boolean read(Path file, long fingerprint, List<Tensor> weights, AdamW optimizer) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            if (!isWhole(file)) {
                return false;
            }
            try (InputStream raw = Files.newInputStream(file);
                    DataInputStream in = new DataInputStream(new BufferedInputStream(raw, PIECE))) {
                return read(in, fingerprint, all(weights, optimizer), optimizer);
            }
        } catch (IOException broken) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "The checkpoint cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        long body = Files.size(file) - Long.BYTES;
        if (body < 0) {
            return false;
        }
        try (InputStream raw = Files.newInputStream(file)) {
            CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(raw, PIECE), new CRC32C());
            checked.skipNBytes(body);
            long found = checked.getChecksum().getValue();
            return new DataInputStream(checked).readLong() == found;
        }
    }

    private static boolean read(DataInputStream in, long fingerprint, List<Tensor> tensors, AdamW optimizer)
            throws IOException {
        boolean isOurs = in.readInt() == MAGIC && in.readLong() == fingerprint;
        long steps = isOurs ? in.readLong() : 0;
        if (!isOurs || in.readInt() != tensors.size()) {
            return false;
        }
        for (Tensor tensor : tensors) {
            read(in, tensor);
        }
        optimizer.resume(steps);
        return true;
    }

    private static void read(DataInputStream in, Tensor tensor) throws IOException {
        float[] values = new float[in.readInt()];
        byte[] bytes = new byte[PIECE];
        for (int from = 0; from < values.length; from += PIECE / Float.BYTES) {
            int count = Math.min(PIECE / Float.BYTES, values.length - from);
            in.readFully(bytes, 0, count * Float.BYTES);
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values, from, count);
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            tensor.copy_(Tensors.of(values, Tensors.shape(tensor)));
        }
    }
}

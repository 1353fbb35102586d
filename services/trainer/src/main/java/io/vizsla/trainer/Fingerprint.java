package io.vizsla.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.job.DataHashes;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Names everything that a training depends on, so that no other one's checkpoint is taken up. */
final class Fingerprint {

    private Fingerprint() {}

    static long of(RefreshFolder folder, RefreshJob job) {
        CRC32C sum = new CRC32C();
        byte[] wanted = (job.settings() + job.modelFolder() + job.purpose()).getBytes(StandardCharsets.UTF_8);
        sum.update(wanted, 0, wanted.length);
        long high = sum.getValue();
        try {
            for (String file : DataHashes.files(folder)) {
                add(folder.path().resolve(file), sum);
            }
        } catch (IOException unreadable) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the training data cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return high << 32 ^ sum.getValue();
    }

    private static void add(Path file, CRC32C sum) throws IOException {
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}

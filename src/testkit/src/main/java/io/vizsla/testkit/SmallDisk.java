package io.vizsla.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A disk in memory that is soon full. Only the superuser of a Linux system gets one; a test is skipped elsewhere. */
public final class SmallDisk implements AutoCloseable {

    private static final int PIECE = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one.
     *
     * @param folder that is empty
     */
    public static SmallDisk mount(Path folder, int kilobytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        assumeTrue(Files.isExecutable(Path.of("/bin/mount")), "there is no mount here");
        int status = run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
        assumeTrue(status == 0, "only the superuser can mount a small disk");
        return new SmallDisk(folder);
    }

    /** Returns its folder. */
    public Path folder() {
        return folder;
    }

    /** Fills what is left of it. */
    public void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] piece = new byte[PIECE];
            while (folder.toFile().getUsableSpace() > 0) {
                out.write(piece);
            }
        }
    }

    /** Gives room again: what {@link #fill} took. */
    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // Lazily: a process that has just been killed may still hold a file.
        run("umount", "-l", folder.toString());
    }
}

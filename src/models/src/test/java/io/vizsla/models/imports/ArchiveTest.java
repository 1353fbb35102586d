package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports in archives, honest and hostile. */
class ArchiveTest {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz", "A.TGZ"})
    void eachKindIsUnpacked(String name) throws IOException {
        Path archive = pack(TinyExport.write(dir.resolve("tiny")).folder(), name);

        ImportedModel model = run(archive, ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().name()).isEqualTo("a");
        assertThat(leftIn(dir.resolve("models"))).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/evil", "a\\..\\..\\evil"})
    void noEntryLeavesTheFolder(String entry) throws IOException {
        Path zip = dir.resolve("slip.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(1);
        }
        Path tar = dir.resolve("slip.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            TarArchiveEntry one = new TarArchiveEntry(entry, true);
            one.setSize(1);
            out.putArchiveEntry(one);
            out.write(1);
            out.closeArchiveEntry();
        }

        for (Path archive : List.of(zip, tar)) {
            VizslaException refused = refusal(archive, ImportOptions.DEFAULTS);
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(refused.detail()).contains("evil");
        }
        assertThat(dir.resolve("evil")).doesNotExist();
        assertThat(dir.resolve("models/evil")).doesNotExist();
    }

    @Test
    void aFullDiskIsNoFaultOfTheArchive() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no device that is always full");
        Path zip = dir.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("model.onnx"));
            out.write(new byte[100]);
        }
        Path folder = Files.createDirectory(dir.resolve("scratch"));
        Files.createSymbolicLink(folder.resolve("model.onnx"), full);
        Unpacked unpacked = new Unpacked("a.zip", folder, ArchiveLimits.DEFAULTS);

        assertThatThrownBy(() -> Archive.unpack(zip, "a.zip", unpacked))
                .isInstanceOf(DiskFailure.class)
                .hasMessageContaining("No space left");
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_LINK,
                TarConstants.LF_SYMLINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO
            })
    void linksAndDevicesOfATarAreRefused(byte kind) throws IOException {
        Path tar = dir.resolve("a.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            TarArchiveEntry link = new TarArchiveEntry("out", kind);
            link.setLinkName("/etc");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
        }

        assertThat(refusal(tar, ImportOptions.DEFAULTS).detail()).contains("out", "no link or device");
    }

    @Test
    void linksOfAZipAreRefused() throws IOException {
        Path zip = dir.resolve("a.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip.toFile())) {
            ZipArchiveEntry link = new ZipArchiveEntry("out");
            link.setUnixMode(0120777);
            out.putArchiveEntry(link);
            out.write("/etc".getBytes(StandardCharsets.UTF_8));
            out.closeArchiveEntry();
        }

        assertThat(refusal(zip, ImportOptions.DEFAULTS).detail()).contains("out", "no link or device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "config.json/inside", "./config.json", "config.json/"})
    void noEntryTakesThePlaceOfAnother(String second) throws IOException {
        Path zip = dir.resolve("twice.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip.toFile())) {
            for (String entry : List.of("config.json", second)) {
                out.putArchiveEntry(new ZipArchiveEntry(entry));
                out.closeArchiveEntry();
            }
        }

        assertThat(refusal(zip, ImportOptions.DEFAULTS).detail()).contains(second, "that no entry before it takes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.tgz"})
    void aChangedByteIsNoticed(String name) throws IOException {
        Path folder = Files.createDirectory(dir.resolve("export"));
        byte[] noise = new byte[1 << 16];
        new Random(42).nextBytes(noise);
        Files.write(folder.resolve("model.onnx"), noise);
        Path archive = pack(folder, name);
        byte[] whole = Files.readAllBytes(archive);
        // Noise is stored as it is, so that the change harms nothing else.
        whole[whole.length / 2] ^= 1;
        Files.write(archive, whole);

        VizslaException refused = refusal(archive, ImportOptions.DEFAULTS);

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MODEL);
        assertThat(refused.detail()).contains(name + " cannot be unpacked");
    }

    @Test
    void aBombEndsAtTheBound() throws IOException {
        Path zip = dir.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("zeros"));
            for (int i = 0; i < 64; i++) {
                out.write(new byte[1 << 16]);
            }
        }
        ImportOptions options = ImportOptions.DEFAULTS.withLimits(new ArchiveLimits(10, 1 << 20));

        VizslaException refused = refusal(zip, options);

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refused.detail()).contains("bytes in bomb.zip", "1048576", "--max-bytes");
    }

    @Test
    void tooManyEntriesEndAtTheBound() throws IOException {
        Path zip = dir.resolve("many.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < 11; i++) {
                out.putNextEntry(new ZipEntry("f" + i));
            }
        }
        ImportOptions options = ImportOptions.DEFAULTS.withLimits(new ArchiveLimits(10, 1 << 20));

        assertThat(refusal(zip, options).detail()).contains("entries in many.zip", "--max-entries");
    }

    @Test
    void damagedArchivesAreRefused() throws IOException {
        Path export = TinyExport.write(dir.resolve("tiny")).folder();
        for (String name : List.of("a.zip", "a.tgz")) {
            Path archive = pack(export, name);
            byte[] whole = Files.readAllBytes(archive);
            Files.write(archive, java.util.Arrays.copyOf(whole, whole.length / 2));
            assertThat(refusal(archive, ImportOptions.DEFAULTS).code()).isEqualTo(ErrorCode.INVALID_MODEL);
            Files.writeString(archive, "no archive");
            assertThat(refusal(archive, ImportOptions.DEFAULTS).code()).isEqualTo(ErrorCode.INVALID_MODEL);
        }
    }

    private ImportedModel run(Path archive, ImportOptions options) {
        return new ModelImport(dir.resolve("models"), options).run(archive, draft -> {});
    }

    private VizslaException refusal(Path archive, ImportOptions options) throws IOException {
        VizslaException refused = catchThrowableOfType(VizslaException.class, () -> run(archive, options));
        assertThat(refused).isNotNull();
        assertThat(leftIn(dir.resolve("models"))).isEmpty();
        return refused;
    }

    private static List<String> leftIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Path pack(Path folder, String name) throws IOException {
        Path archive = dir.resolve(name);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(archive)) {
            if (name.endsWith(".zip")) {
                zip(folder, files, out);
            } else {
                tar(folder, files, name.endsWith(".tar") ? out : new GZIPOutputStream(out));
            }
        }
        return archive;
    }

    private static void zip(Path folder, List<Path> files, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry("top/" + folder.relativize(file)));
                zip.write(Files.readAllBytes(file));
            }
        }
    }

    private static void tar(Path folder, List<Path> files, OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Path file : files) {
                TarArchiveEntry entry =
                        new TarArchiveEntry(folder.relativize(file).toString());
                entry.setSize(Files.size(file));
                tar.putArchiveEntry(entry);
                tar.write(Files.readAllBytes(file));
                tar.closeArchiveEntry();
            }
        }
    }
}

package io.vizsla.ingestion.parse;

import static io.vizsla.ingestion.parse.TestFiles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What is no text is refused by what it is, under whichever name it comes; what is text stays so. */
class BinaryContentTest {

    private static final FileParser PARSER = new FileParser(ParseOptions.DEFAULT);

    private static final String WORDS = "The hound points at the bird and waits for the word. ".repeat(200);

    @Test
    void refusesBinaryFilesThatAreNamedText() {
        binaries().forEach((type, content) -> {
            for (String declared : List.of("text/plain", "text/markdown", "text/html", "text/csv")) {
                VizslaException error = error(content, declared, "a.txt");
                assertThat(error).as(type + " as " + declared).isNotNull();
                assertThat(error.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
                assertThat(error.detail()).contains(type);
            }
            VizslaException named = error(content, "", "a.txt");
            assertThat(named).as(type + " as a.txt").isNotNull();
            assertThat(named.detail()).contains(type);
        });
    }

    @Test
    void refusesBinaryFilesOfNoKnownName() {
        binaries().forEach((type, content) -> {
            for (String name : List.of("a", "a.log", "a.dat")) {
                VizslaException error = error(content, "", name);
                assertThat(error).as(type + " as " + name).isNotNull();
                assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
                assertThat(error.detail()).contains(type);
            }
        });
    }

    @Test
    void refusesWhatHasZerosAllOver() {
        byte[] content = utf8(WORDS);
        for (int i = 100; i < content.length; i += 200) {
            content[i] = 0;
        }

        assertThat(error(content, "text/plain", "a.txt").code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(error(content, "", "a").code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void acceptsTextWhateverItBeginsWith() {
        for (String start :
                List.of("ID3 ", "MZ ", "BM ", "PK ", "GIF89a ", "%!PS ", "BZh ", "From me ", "II* ", "#!/bin/sh\n")) {
            for (String charset : List.of("UTF-8", "UTF-16", "windows-1252", "ISO-8859-1")) {
                String text = start + "Größe über alles. " + WORDS;
                assertThat(parse(text.getBytes(Charset.forName(charset)), "text/plain"))
                        .as(start + " in " + charset)
                        .isEqualTo(text);
                assertThat(parse(text.getBytes(Charset.forName(charset)), ""))
                        .as(start + " in " + charset)
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void acceptsAFewOddCharacters() {
        String odd = "ID3 \u0001 and \u0007, \u001c page\f " + WORDS + "\u0000";

        assertThat(parse(utf8(odd.replace("\u0000", "")), "text/plain")).isEqualTo(odd.replace("\u0000", ""));
        assertThat(parse(utf8(odd.substring(3)), "text/plain")).isEqualTo(odd.substring(3));
        assertThat(parse(odd.substring(3).replace("\u0000", "").getBytes(Charset.forName("windows-1252")), ""))
                .isEqualTo(odd.substring(3).replace("\u0000", ""));
    }

    private static Map<String, byte[]> binaries() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("application/zip", stored("a.txt", utf8(WORDS)));
        files.put("application/gzip", gzip(utf8("short words")));
        files.put("image/png", TestFiles.PNG);
        files.put("image/jpeg", padded(0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 'J', 'F', 'I', 'F', 0, 1, 1));
        files.put("application/java-vm", ownClass());
        files.put("application/x-sqlite3", padded("SQLite format 3\0".chars().toArray()));
        files.put("application/x-executable", elf());
        return files;
    }

    /** A zip file that holds its entry as it is, so that most of its bytes are text. */
    private static byte[] stored(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes.toByteArray();
    }

    private static byte[] ownClass() {
        try (InputStream in = BinaryContentTest.class.getResourceAsStream("BinaryContentTest.class")) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] elf() {
        ByteBuffer head = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        head.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}).position(16);
        head.putShort((short) 2).putShort((short) 62).putInt(1);
        return join(head.array(), utf8(WORDS));
    }

    private static byte[] padded(int... head) {
        byte[] bytes = new byte[head.length];
        for (int i = 0; i < head.length; i++) {
            bytes[i] = (byte) head[i];
        }
        return join(bytes, utf8(WORDS));
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private static String parse(byte[] content, String type) {
        return FileParserTest.text(PARSER.parse(content, type, "a"));
    }

    private static VizslaException error(byte[] content, String type, String name) {
        return catchThrowableOfType(VizslaException.class, () -> PARSER.parse(content, type, name));
    }
}

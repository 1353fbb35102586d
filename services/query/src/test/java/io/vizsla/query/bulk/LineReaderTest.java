package io.vizsla.query.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.json.BodyMemory;
import io.vizsla.query.testing.Configs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void cutsAtLineEndsOfBothKinds() throws IOException {
        assertThat(lines("a\r\nb\n\nc", 10)).containsExactly("1:a", "2:b", "3:", "4:c");
    }

    @Test
    void skipsByteOrderMark() throws IOException {
        assertThat(lines("\uFEFFa\nb", 10)).containsExactly("1:a", "2:b");
    }

    @Test
    void tellsOfLineBeyondBoundAndGoesOn() throws IOException {
        assertThat(lines("a\n" + "x".repeat(200_000) + "\nb\n", 100)).containsExactly("1:a", "2:too long", "3:b");
    }

    @Test
    void takesLineOfExactlyTheBound() throws IOException {
        String line = "x".repeat(100_000);

        assertThat(lines(line + "\n" + line + "x", 100_000)).containsExactly("1:" + line, "2:too long");
    }

    @Test
    void givesNothingForNothing() throws IOException {
        assertThat(lines("", 10)).isEmpty();
    }

    @Test
    void readsOneByteAtATime() throws IOException {
        assertThat(read(new Trickle("ab\ncd"), 10)).containsExactly("1:ab", "2:cd");
    }

    @Test
    void aLongLineTakesRoomUntilTheReaderIsClosed() throws IOException {
        BodyMemory memory = new BodyMemory(Configs.of(
                LimitsConfig.class, Map.of("vizsla.limits.body-memory", "1M", "vizsla.limits.default-wait", "10ms")));
        InputStream in = new ByteArrayInputStream(new byte[1 << 20]);

        try (LineReader reader = new LineReader(in, 1 << 20, memory)) {
            assertThat(reader.next()).isNotNull();
            assertThatThrownBy(() -> memory.take(1 << 20)).isInstanceOf(VizslaException.class);
        }

        memory.take(1 << 20).close();
    }

    private static List<String> lines(String text, int bound) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), bound);
    }

    private static List<String> read(InputStream in, int bound) throws IOException {
        LineReader reader = new LineReader(in, bound, new BodyMemory(Configs.defaults(LimitsConfig.class)));
        List<String> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            String text = new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
            lines.add(line.number() + ":" + (line.tooLong() ? "too long" : text));
        }
        return lines;
    }

    private static final class Trickle extends InputStream {

        private final byte[] bytes;
        private int next;

        Trickle(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            return next < bytes.length ? bytes[next++] : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int read = read();
            if (read < 0) {
                return -1;
            }
            buffer[offset] = (byte) read;
            return 1;
        }
    }
}

package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SnippetTest {

    private static final Terminal PLAIN =
            new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false, 80);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void showsTheWindowWithMostMatches() {
        String text = "filler ".repeat(100) + "the needle is here and the needle shines " + "filler ".repeat(100);
        int first = text.indexOf("needle");
        int second = text.indexOf("needle", first + 1);

        List<String> lines =
                Snippet.of(hit(text, first, first + 6, second, second + 6), 120).wrapped(PLAIN, 60);

        assertThat(String.join(" ", lines))
                .contains("the needle is here and the needle shines")
                .startsWith("… ");
    }

    @Test
    void escapesOfTheTextDoNotReachTheTerminal() {
        assertThat(Snippet.of(hit("a\u001b[31mb\nc\td"), 100).wrapped(PLAIN, 80))
                .containsExactly("a [31mb c d");
    }

    @Test
    void anEmptyTextHasNoLines() {
        assertThat(Snippet.of(hit(""), 100).wrapped(PLAIN, 80)).isEmpty();
    }

    @RepeatedTest(200)
    void everyTextAndEveryRangeIsShownWithinTheWidth() {
        String text = randomText();
        int[] ranges = random.ints(6, -5, text.length() + 50).toArray();

        List<String> lines = Snippet.of(hit(text, ranges), 100).wrapped(PLAIN, 40);

        assertThat(lines).as("seed %d", seed).allSatisfy(line -> assertThat(line.length())
                .isBetween(1, 42));
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        int words = random.nextInt(60);
        for (int i = 0; i < words; i++) {
            text.append("x".repeat(random.nextInt(1, random.nextInt(10) == 0 ? 200 : 9)))
                    .append(' ');
        }
        return text.toString();
    }

    private static ObjectNode hit(String text, int... ranges) {
        ObjectNode hit = Json.object().put("text", text);
        for (int i = 0; i + 1 < ranges.length; i += 2) {
            hit.withArray("/highlights").addArray().add(ranges[i]).add(ranges[i + 1]);
        }
        return hit;
    }
}

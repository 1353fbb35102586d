package io.vizsla.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handbook and the pages at the root hang together: links lead somewhere, commands of figures can be run. */
class HandbookTest {

    private static final Path ROOT =
            Path.of(System.getProperty("vizsla.root", "../..")).toAbsolutePath().normalize();
    private static final Path BENCHMARKS = ROOT.resolve("src/benchmarks/src/main/java/io/vizsla/benchmarks");

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```[^\n]*$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern BENCHMARK = Pattern.compile("\\./vizsla benchmark ([A-Za-z]\\w*)");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        assertThat(links(page)).allSatisfy(link -> {
            Path target = target(page, link);
            assertThat(ROOT.resolve(target)).as("the target of %s", link).exists();
            if (link.contains("#")) {
                assertThat(anchors(target)).as("the headings of %s", target).contains(anchor(link));
            }
        });
    }

    @Test
    void everyPageOfTheHandbookIsReachedFromItsFirst() throws IOException {
        Set<Path> reached = new LinkedHashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(Path.of("docs/README.md")));
        while (!open.isEmpty()) {
            Path page = open.remove();
            if (page.toString().endsWith(".md") && reached.add(page)) {
                links(page).forEach(link -> open.add(target(page, link)));
            }
        }

        assertThat(reached)
                .containsAll(pages().filter(page -> page.startsWith("docs")).toList());
    }

    @Test
    void everyBenchmarkThatAPageNamesCanBeRun() throws IOException {
        Set<String> names = new TreeSet<>();
        pages().forEach(page -> BENCHMARK.matcher(text(page)).results().forEach(found -> names.add(found.group(1))));

        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(BENCHMARKS.resolve(name + ".java"))
                .content()
                .contains("public static void main("));
    }

    private static List<String> links(Path page) {
        String prose = INLINE_CODE.matcher(withoutCode(page)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(found -> found.group(2))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .toList();
    }

    private static Path target(Path page, String link) {
        String file = URLDecoder.decode(link.replaceFirst("#.*", ""), StandardCharsets.UTF_8);
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }

    private static String anchor(String link) {
        return link.substring(link.indexOf('#') + 1);
    }

    /** Returns what the headings of a page are linked by: lower case, no punctuation, dashes for blanks, repeats counted. */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        Matcher headings = HEADING.matcher(withoutCode(page));
        while (headings.find()) {
            String text = LINK.matcher(headings.group(1)).replaceAll("$1").toLowerCase(Locale.ROOT);
            String slug = text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        }
        return anchors;
    }

    private static String withoutCode(Path page) {
        return FENCED.matcher(text(page)).replaceAll("");
    }

    private static String text(Path page) {
        try {
            return Files.readString(ROOT.resolve(page));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

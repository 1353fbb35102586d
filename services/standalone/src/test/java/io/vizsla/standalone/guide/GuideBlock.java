package io.vizsla.standalone.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param page its path from the root of the repository
 * @param language that the fence names; empty for none
 * @param text what stands between the fences
 */
record GuideBlock(String page, String language, String text) {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");

    /** Returns those of a page, in their order. */
    static List<GuideBlock> of(String page) throws IOException {
        return FENCED.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(found -> new GuideBlock(page, found.group(1), found.group(2)))
                .toList();
    }

    /** Returns the pages of the handbook that have any, and the README. */
    static List<String> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(GuideBlock::hasAny)
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasAny(Path file) {
        try {
            return file.toString().endsWith(".md") && Files.readString(file).contains("```");
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }

    /** Whether the shell runs it. */
    boolean isCommand() {
        return List.of("", "sh", "bash").contains(language);
    }
}

package io.vizsla.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds out what the paths of a command stand for. A file that is named is sent whatever it is; in a folder, only files of
 * the kinds we read, hidden ones left out. A folder with a {@code corpus.jsonl} is a BEIR folder: its corpus is sent, its
 * queries are not.
 */
final class SourceFinder {

    private static final String CORPUS = "corpus.jsonl";
    private static final Set<String> LINES = Set.of("jsonl", "ndjson");
    private static final Set<String> DOCUMENTS =
            Set.of("pdf", "docx", "html", "htm", "xhtml", "md", "markdown", "txt", "text");

    private final List<Source> sources = new ArrayList<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();
    private final Set<Path> entered = new HashSet<>();
    private int skipped;

    /**
     * Adds what a path stands for.
     *
     * @throws CliException with {@link ExitCode#USAGE} if nothing is there
     */
    SourceFinder add(Path path) {
        if (Files.isDirectory(path)) {
            addFolder(path, path);
        } else if (Files.isRegularFile(path) && Files.isReadable(path)) {
            addFile(path, String.valueOf(path.getFileName()));
        } else {
            throw new CliException(ExitCode.USAGE, "There is no readable file or folder " + path);
        }
        return this;
    }

    List<Source> sources() {
        return sources;
    }

    /** Returns how many files were left out because they are of no kind that we read. */
    int skipped() {
        return skipped;
    }

    /** Returns what lies in the folders and cannot be read, with the reason; the rest is sent all the same. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    private void addFolder(Path root, Path folder) {
        if (!enters(folder)) {
            return;
        }
        if (Files.isRegularFile(folder.resolve(CORPUS))) {
            addFile(
                    folder.resolve(CORPUS),
                    root.relativize(folder.resolve(CORPUS)).toString());
            return;
        }
        for (Path path : visible(root, folder)) {
            if (Files.isDirectory(path)) {
                addFolder(root, path);
            } else if (LINES.contains(extension(path)) || DOCUMENTS.contains(extension(path))) {
                addFound(path, root.relativize(path).toString());
            } else {
                skipped++;
            }
        }
    }

    /** Links may lead back to a folder that was seen already. */
    private boolean enters(Path folder) {
        try {
            return entered.add(folder.toRealPath());
        } catch (IOException unknown) {
            return true;
        }
    }

    private void addFound(Path path, String name) {
        if (!Files.exists(path)) {
            unreadable.put(name, "The link leads nowhere");
        } else if (!Files.isRegularFile(path)) {
            unreadable.put(name, "This is no regular file");
        } else if (!Files.isReadable(path)) {
            unreadable.put(name, "The file may not be read");
        } else {
            addFile(path, name);
        }
    }

    private void addFile(Path file, String name) {
        if (LINES.contains(extension(file))) {
            sources.add(new Source.Lines(file, name));
        } else {
            sources.add(new Source.Document(file, name, name.replace('\\', '/')));
        }
    }

    private List<Path> visible(Path root, Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException refused) {
            unreadable.put(root.relativize(folder).toString(), "The folder cannot be listed: " + refused);
            return List.of();
        }
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}

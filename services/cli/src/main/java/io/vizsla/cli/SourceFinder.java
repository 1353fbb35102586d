package io.vizsla.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private int skipped;

    /**
     * Adds what a path stands for.
     *
     * @throws CliException with {@link ExitCode#USAGE} if nothing is there
     */
    SourceFinder add(Path path) {
        if (Files.isDirectory(path)) {
            addFolder(path, path);
        } else if (Files.isReadable(path)) {
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

    private void addFolder(Path root, Path folder) {
        if (Files.isRegularFile(folder.resolve(CORPUS))) {
            addFile(
                    folder.resolve(CORPUS),
                    root.relativize(folder.resolve(CORPUS)).toString());
            return;
        }
        for (Path path : visible(folder)) {
            if (Files.isDirectory(path)) {
                addFolder(root, path);
            } else if (LINES.contains(extension(path)) || DOCUMENTS.contains(extension(path))) {
                addFile(path, root.relativize(path).toString());
            } else {
                skipped++;
            }
        }
    }

    private void addFile(Path file, String name) {
        if (LINES.contains(extension(file))) {
            sources.add(new Source.Lines(file, name));
        } else {
            sources.add(new Source.Document(file, name, name.replace('\\', '/')));
        }
    }

    private static List<Path> visible(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException refused) {
            throw new CliException(ExitCode.FAILED, "Cannot list the folder " + folder + ": " + refused, null, refused);
        }
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}

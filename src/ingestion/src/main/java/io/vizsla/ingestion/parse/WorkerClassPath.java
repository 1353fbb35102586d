package io.vizsla.ingestion.parse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class path of the worker process: the folder of jars that this class' jar lies in, as in a packaged service
 * whose own class path names only a launcher; else the class path of this process.
 */
final class WorkerClassPath {

    private WorkerClassPath() {}

    static String find() {
        return find(location(WorkerClassPath.class), System.getProperty("java.class.path", ""));
    }

    static String find(@Nullable Path own, String ofProcess) {
        if (own == null || !Files.isRegularFile(own)) {
            return absolute(ofProcess);
        }
        Path folder = own.toAbsolutePath().getParent();
        return folder != null && packaged(folder) ? libraries(folder) : absolute(ofProcess);
    }

    private static boolean packaged(Path folder) {
        return names(folder).stream().anyMatch(name -> name.contains("tika-core"));
    }

    /** Returns the jars of the folder and of the folders beside it: some packagers keep a few jars apart. */
    private static String libraries(Path folder) {
        List<String> entries = new ArrayList<>();
        entries.add(folder + File.separator + "*");
        Path beside = folder.resolveSibling("boot");
        if (Files.isDirectory(beside)) {
            entries.add(beside + File.separator + "*");
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.endsWith("*")
                        ? entry
                        : Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static @Nullable Path location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? null
                    : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notFile) {
            return null;
        }
    }
}

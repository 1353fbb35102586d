package io.vizsla.index.lucene;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexName;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Lucene indexes under one folder, each in a folder of its name. Safe for any number of threads. */
public final class LucenePassageIndexes implements PassageIndexes {

    /** A filter and a query may each hold 1,024 clauses, and Lucene counts them together; this is for the process. */
    private static final int CLAUSES = 8192;

    private final Path root;
    private final LuceneOptions options;
    private final DirectoryOpener opener;

    /**
     * Makes a store of indexes; touches nothing yet.
     *
     * @param root the folder, made when the first index is
     */
    public LucenePassageIndexes(Path root, LuceneOptions options) {
        this(root, options, FSDirectory::open);
    }

    LucenePassageIndexes(Path root, LuceneOptions options, DirectoryOpener opener) {
        this.root = root;
        this.options = options;
        this.opener = opener;
        IndexSearcher.setMaxClauseCount(Math.max(CLAUSES, IndexSearcher.getMaxClauseCount()));
    }

    /**
     * Opens the index of this name, or makes it, and holds its lock until it is closed.
     *
     * @throws VizslaException {@code SPACE_MISMATCH} naming the property that differs; {@code CORRUPT_INDEX} if it cannot be
     *     read; {@code STORE_UNAVAILABLE} if it is open elsewhere or the disk fails
     */
    @Override
    public PassageIndex open(IndexSpec spec) {
        try {
            Path folder = folder(spec.name());
            Files.createDirectories(folder);
            Directory directory = opener.open(folder);
            try {
                refuseHalf(spec.name(), directory);
                return LucenePassageIndex.open(spec, directory, options);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (IOException e) {
            throw StoreErrors.of(spec.name(), e);
        } catch (IllegalArgumentException e) {
            // Lucene names a codec or format that it does not know so.
            throw VizslaException.of(ErrorCode.CORRUPT_INDEX, "index " + spec.name() + " cannot be read: " + e, e);
        }
    }

    @Override
    public boolean exists(String name) {
        Path folder = folder(name);
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Directory directory = FSDirectory.open(folder)) {
            return DirectoryReader.indexExists(directory);
        } catch (IOException e) {
            throw StoreErrors.of(name, e);
        }
    }

    @Override
    public Set<String> names() {
        if (!Files.isDirectory(root)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(IndexName::valid)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw StoreErrors.of(root.getFileName().toString(), e);
        }
    }

    @Override
    public void drop(String name) {
        Path folder = folder(name);
        Path dropped = root.resolve(name + ".dropped");
        try {
            deleteAll(dropped);
            if (Files.isDirectory(folder)) {
                refuseOpen(name, folder);
                // After the rename a crash leaves nothing that could be taken for an index.
                Files.move(folder, dropped, StandardCopyOption.ATOMIC_MOVE);
                deleteAll(dropped);
            }
        } catch (IOException e) {
            throw StoreErrors.of(name, e);
        }
    }

    private Path folder(String name) {
        return root.resolve(IndexName.check(name));
    }

    private static void refuseOpen(String name, Path folder) throws IOException {
        try (Directory directory = FSDirectory.open(folder);
                AutoCloseable lock = directory.obtainLock("write.lock")) {
            // Holding the lock for a moment proves that nobody else does.
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "index " + name + " could not be locked", e);
        }
    }

    /** Refuses a folder that lost its list of segments, in which Lucene would begin a new index over the old files. */
    private static void refuseHalf(String name, Directory directory) throws IOException {
        if (DirectoryReader.indexExists(directory)) {
            return;
        }
        List<String> strange = Stream.of(directory.listAll())
                .filter(file -> !file.equals("write.lock") && !file.startsWith("pending_segments"))
                .toList();
        if (!strange.isEmpty()) {
            throw VizslaException.of(
                    ErrorCode.CORRUPT_INDEX,
                    "index " + name + " cannot be read: it holds " + strange.getFirst() + " but no list of segments");
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Opens the directory of an index. */
    interface DirectoryOpener {
        Directory open(Path folder) throws IOException;
    }
}

package io.vizsla.index.lucene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.Lock;

/** Runs Lucene's {@link CheckIndex} over the last commit while the index goes on serving. */
final class CommitCheck {

    private CommitCheck() {}

    /** Checks a commit, which the caller keeps from being deleted meanwhile. */
    static void run(Directory directory, IndexCommit commit, Consumer<String> problems) throws IOException {
        check(new CommitView(directory, commit.getFileNames()), problems);
    }

    private static void check(Directory view, Consumer<String> problems) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (CheckIndex checker = new CheckIndex(view, new NoLock())) {
            checker.setThreadCount(1);
            checker.setInfoStream(new PrintStream(log, true, StandardCharsets.UTF_8), false);
            CheckIndex.Status status = checker.checkIndex();
            if (!status.clean) {
                problems.accept("Lucene's check failed: " + tail(log));
            }
        }
    }

    private static String tail(ByteArrayOutputStream log) {
        String text = log.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.substring(Math.max(0, text.length() - 500));
    }

    /** Shows the files of one commit only, so that later commits do not disturb the check. */
    private static final class CommitView extends FilterDirectory {

        private final Set<String> files;

        CommitView(Directory directory, Collection<String> files) {
            super(directory);
            this.files = new TreeSet<>(files);
        }

        @Override
        public String[] listAll() throws IOException {
            return Arrays.stream(in.listAll()).filter(files::contains).toArray(String[]::new);
        }

        @Override
        public void close() {
            // The directory belongs to the index.
        }
    }

    /** The check only reads, and the index itself holds the real lock. */
    private static final class NoLock extends Lock {

        @Override
        public void close() {}

        @Override
        public void ensureValid() {}
    }
}

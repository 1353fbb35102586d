package io.vizsla.langchain4j;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class LuceneManyKeywordsIT extends ManyKeywordsContract {

    private static LuceneIndexes indexes;

    @BeforeAll
    static void start(@TempDir Path folder) {
        indexes = new LuceneIndexes(folder);
    }

    @AfterAll
    static void stop() {
        if (indexes != null) {
            indexes.close();
        }
    }

    @Override
    TestIndexes indexes() {
        return indexes;
    }
}

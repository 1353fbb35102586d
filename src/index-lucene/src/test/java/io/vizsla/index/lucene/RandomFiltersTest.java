package io.vizsla.index.lucene;

import io.vizsla.testkit.RandomFilters;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomFiltersTest {

    @Test
    void onLucene(@TempDir Path folder) {
        RandomFilters.compare(new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS));
    }
}

package io.vizsla.index.lucene;

import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.testkit.PassageIndexContract;
import java.nio.file.Path;

class LucenePassageIndexTest extends PassageIndexContract {

    @Override
    protected PassageIndexes indexes(Path dir) {
        // Graphs from few chunks on and few remembered versions: what large indexes do must happen in small tests.
        return new LucenePassageIndexes(
                dir, LuceneOptions.DEFAULTS.withGraph(16, 128, 100).withMaxPendingVersions(7));
    }
}

package io.vizsla.index.milvus;

import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.testkit.PassageIndexContract;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;

/** The contract on the Milvus server 2.3.5, which knows no BM25: its words are our own. */
@NullUnmarked // test code: the framework fills the fields
class MilvusServerIndexTest extends PassageIndexContract {

    private final OwnPrefix own = new OwnPrefix();

    @Override
    protected PassageIndexes indexes(Path dir) {
        return own.indexes(TestServers.full());
    }

    @AfterEach
    void drop() {
        own.drop();
    }
}

package io.vizsla.index.milvus;

import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.testkit.PassageIndexContract;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;

/** The contract on Milvus Lite, whose words are the server's. */
@NullUnmarked // test code: the framework fills the fields
class MilvusLiteIndexTest extends PassageIndexContract {

    private final OwnPrefix own = new OwnPrefix();

    @Override
    protected PassageIndexes indexes(Path dir) {
        return own.indexes(TestServers.lite());
    }

    @AfterEach
    void drop() {
        own.drop();
    }
}

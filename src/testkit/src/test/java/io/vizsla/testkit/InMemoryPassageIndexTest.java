package io.vizsla.testkit;

import io.vizsla.api.passage.PassageIndexes;
import java.nio.file.Path;

class InMemoryPassageIndexTest extends PassageIndexContract {

    @Override
    protected PassageIndexes indexes(Path dir) {
        return new InMemoryPassageIndexes();
    }
}

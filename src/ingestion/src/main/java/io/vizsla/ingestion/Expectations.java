package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.PassageIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the indexes which documents of a batch they are about to get, so that those which must look them up do so once. */
final class Expectations {

    private final Collections collections;
    private final List<PassageIndex> told = new ArrayList<>();

    Expectations(Collections collections) {
        this.collections = collections;
    }

    /** Tells each collection's index of its documents. */
    void tell(Collection<DocumentRef> documents) {
        Map<String, List<DocumentRef>> byCollection = new LinkedHashMap<>();
        for (DocumentRef document : documents) {
            byCollection
                    .computeIfAbsent(document.collection(), _ -> new ArrayList<>())
                    .add(document);
        }
        byCollection.forEach((name, own) -> {
            OpenCollection collection = collections.find(name);
            if (collection != null) {
                told.add(collection.index());
                collection.index().expect(own);
            }
        });
    }

    /** Tells that the batch is over, however it ended. */
    void end() {
        told.forEach(index -> index.expect(List.of()));
    }
}

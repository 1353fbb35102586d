package io.vizsla.cli;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The index of a test set's corpus, kept under a name made of everything that decides what is in it: the corpus' bytes, the
 * model and its precision, cutting, language and the index' settings.
 */
final class LocalCorpus {

    /** The name of the collection that stands for a corpus. */
    static final String NAME = "corpus";

    private static final int NAME_LENGTH = 16;

    private final BeirFolder dataset;
    private final CollectionSpec spec;
    private final OnnxBiEncoder encoder;
    private final Path cache;
    private final Session session;

    LocalCorpus(BeirFolder dataset, CollectionSpec spec, OnnxBiEncoder encoder, Path cache, Session session) {
        this.dataset = dataset;
        this.spec = spec;
        this.encoder = encoder;
        this.cache = cache;
        this.session = session;
    }

    /** Returns the collection, its index complete; the caller closes the index. */
    OpenCollection open() {
        IndexSpec indexSpec = indexSpec();
        Path folder = cache.resolve(key());
        Path complete = folder.resolve("complete");
        LucenePassageIndexes indexes = new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS);
        if (!Files.exists(complete)) {
            // What an interrupted attempt left is not worth telling apart.
            indexes.drop(indexSpec.name());
        }
        PassageIndex index = indexes.open(indexSpec);
        OpenCollection collection = new OpenCollection(spec, encoder, index);
        try {
            if (!Files.exists(complete)) {
                new LocalIngest(collection, session).run(dataset);
                Files.writeString(complete, dataset.name() + "\n");
            }
            return collection;
        } catch (IOException refused) {
            index.close();
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "Cannot write " + complete + ": " + refused, refused);
        } catch (RuntimeException failed) {
            index.close();
            throw failed;
        }
    }

    private IndexSpec indexSpec() {
        ModelCard card = encoder.card();
        return new IndexSpec(
                spec.name(), card.space(), card.dimension(), card.tokenDimension(), spec.language(), spec.fields());
    }

    private String key() {
        String parts = String.join(
                "|",
                dataset.corpusHash(),
                encoder.card().space().id(),
                encoder.precision(Role.PASSAGE).id(),
                spec.cutting().toString(),
                spec.language(),
                LuceneOptions.DEFAULTS.toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}

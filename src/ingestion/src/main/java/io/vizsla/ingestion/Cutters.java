package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.cut.Cutter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the cutter that fits a collection and its model. */
final class Cutters {

    /** A text that every model can read. */
    private static final String SAMPLE = "a";

    private final Map<String, Integer> reserved = new ConcurrentHashMap<>();
    private final Runnable goOn;

    /**
     * Makes the cutters.
     *
     * @param goOn is called before each stretch of text that is tokenized; what it throws ends the cutting
     */
    Cutters(Runnable goOn) {
        this.goOn = goOn;
    }

    /**
     * Returns the cutter.
     *
     * @throws VizslaException {@code NOT_READY} if the encoder is broken or the cutting does not fit it: neither is a
     *     document's fault
     */
    Cutter of(OpenCollection collection) {
        try {
            return make(collection);
        } catch (VizslaException failed) {
            ErrorKind kind = failed.code().kind();
            if (kind == ErrorKind.UNAVAILABLE || kind == ErrorKind.OVERLOADED) {
                throw failed;
            }
            throw VizslaException.of(
                    ErrorCode.NOT_READY,
                    "The model of collection " + collection.spec().name() + " does not work: " + failed.detail(),
                    failed);
        }
    }

    private Cutter make(OpenCollection collection) {
        Encoder encoder = collection.encoder();
        int most =
                Math.min(collection.spec().cutting().maxTokens(), encoder.card().maxTokens());
        return new Cutter(tokenizer(encoder), most, collection.spec().cutting().overlap(), reserved(encoder));
    }

    /** A large document takes seconds to cut, nearly all of them in the tokenizer, which sees it stretch by stretch. */
    private Tokenizer tokenizer(Encoder encoder) {
        Tokenizer own = encoder.tokenizer();
        return text -> {
            goOn.run();
            return own.spans(text);
        };
    }

    /** Returns how many tokens the model adds to a passage: found out by letting it read one. */
    private int reserved(Encoder encoder) {
        String space = encoder.card().space().id();
        Integer known = reserved.get(space);
        if (known == null) {
            known = Math.max(0, sample(encoder).tokenCounts()[0] - spans(encoder));
            reserved.put(space, known);
        }
        return known;
    }

    /** Encodes a text that is known to be harmless; fails only if the encoder is broken. */
    static EncodedBatch sample(Encoder encoder) {
        return encoder.encode(List.of(EncodingInput.passage(SAMPLE)));
    }

    private static int spans(Encoder encoder) {
        return encoder.tokenizer().spans(SAMPLE).size();
    }
}

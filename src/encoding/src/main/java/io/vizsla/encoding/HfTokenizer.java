package io.vizsla.encoding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer in the form of Hugging Face's {@code tokenizer.json}. Never reads more of a text than a model can use,
 * and reads long texts in pieces, so that time and memory stay in proportion. Safe for any number of threads.
 *
 * <p>The native library counts code points; everything that leaves here counts UTF-16 units.
 */
public final class HfTokenizer implements Tokenizer, AutoCloseable {

    private static final int PIECE = 1 << 15;

    /** First guess of the UTF-16 units that a token stands for; more are read if it was not enough. */
    private static final int UNITS_A_TOKEN = 12;

    private static final int GROWTH = 8;

    private final HuggingFaceTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final UseGuard guard = new UseGuard("the tokenizer");

    private HfTokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
    }

    /**
     * Reads a tokenizer.
     *
     * @param file a {@code tokenizer.json}; truncation and padding that it asks for are ignored
     * @throws VizslaException {@code INVALID_MODEL} if it cannot be read
     */
    public static HfTokenizer open(Path file) {
        // Keeps the library from asking its maker's server for anything.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            Vocabulary vocabulary = Vocabulary.read(file);
            return new HfTokenizer(
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(file)
                            .optTruncation(false)
                            .optPadding(false)
                            .build(),
                    vocabulary);
        } catch (IOException | RuntimeException e) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, file.getFileName() + " is not a readable tokenizer: " + e.getMessage(), e);
        }
    }

    /** Returns the tokens that steer a model, such as {@code [SEP]} or {@code </s>}, as they would stand in a text. */
    List<String> specialTokens() {
        return vocabulary.specialTokens();
    }

    /** Returns the largest id that a text may be given. */
    int largestId() {
        return vocabulary.largestId();
    }

    @Override
    public List<TokenSpan> spans(String text) {
        String clean = Texts.clean(text);
        List<TokenSpan> spans = new ArrayList<>();
        for (int start = 0; start < clean.length(); ) {
            int end = Texts.pieceEnd(clean, start, PIECE);
            String piece = clean.substring(start, end);
            addSpans(spans, piece, encode(piece, false), start);
            start = end;
        }
        return spans;
    }

    /**
     * Tokenizes a text with its prompt and the model's special tokens. What is too long loses examples, the last one
     * first, then tokens at the end of the text; the form and the special tokens stay.
     *
     * @param prompt holds nothing but clean text, in which no special token stands as a word
     * @param maxTokens the most tokens of the result
     * @param appendEos id of a token to end with, null for none
     */
    TokenizedText tokenize(Prompt prompt, int maxTokens, @Nullable Integer appendEos) {
        return new PromptFitter(this, maxTokens, appendEos).fit(prompt).tokens();
    }

    /**
     * Tokenizes a pair as {@code [CLS] query [SEP] passage [SEP]} or however the model joins two texts. What is too
     * long loses tokens at the end of the passage; a query that leaves no room is cut to half of {@code maxTokens}.
     */
    TokenizedText tokenizePair(String query, String passage, int maxTokens) {
        String first = head(Texts.clean(query), maxTokens / 2);
        String second = Texts.clean(passage);
        long guess = (long) maxTokens * UNITS_A_TOKEN;
        while (true) {
            int end = Texts.pieceEnd(second, 0, (int) Math.min(guess, second.length()));
            String head = second.substring(0, end);
            Encoding encoding = guard.use(() -> tokenizer.encode(first, head, true, false));
            if (end == second.length() || encoding.getIds().length > maxTokens) {
                return fitPair(encoding, maxTokens);
            }
            guess *= GROWTH;
        }
    }

    /**
     * Returns the id of a token that stands in the vocabulary as one.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the token if it is read as several or as the unknown one
     */
    int idOf(String token) {
        Encoding encoding = encode(token, false);
        // The name of the id shows what was found: that of the unknown token is another one.
        if (encoding.getIds().length != 1 || !token.equals(encoding.getTokens()[0])) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "appendEos",
                    token,
                    "a single token of the vocabulary, but is read as " + Arrays.toString(encoding.getTokens()));
        }
        return (int) encoding.getIds()[0];
    }

    /** Returns whether a model cannot tell one text from the other. */
    boolean readsAlike(String one, String other) {
        return Arrays.equals(encode(one, false).getIds(), encode(other, false).getIds());
    }

    @Override
    public void close() {
        guard.close(tokenizer::close);
    }

    /** Returns what the native library makes of a clean text, if wanted with the special tokens around it. */
    Encoding encode(String text, boolean specialTokens) {
        return guard.use(() -> tokenizer.encode(text, specialTokens, false));
    }

    private String head(String text, int maxTokens) {
        String most = text.substring(0, Texts.pieceEnd(text, 0, Math.min(text.length(), maxTokens * 64)));
        List<TokenSpan> spans = spans(most);
        return spans.size() <= maxTokens
                ? most
                : most.substring(0, spans.get(maxTokens - 1).end());
    }

    private static TokenizedText fitPair(Encoding encoding, int maxTokens) {
        long[] types = encoding.getTypeIds();
        long[] special = encoding.getSpecialTokenMask();
        int from = 0;
        while (from < types.length && (types[from] == 0 || special[from] == 1)) {
            from++;
        }
        int to = from;
        while (to < types.length && special[to] == 0) {
            to++;
        }
        return cut(encoding, from, to, maxTokens);
    }

    private static TokenizedText cut(Encoding encoding, int from, int to, int maxTokens) {
        long[] ids = encoding.getIds();
        long[] types = encoding.getTypeIds();
        int kept = Math.max(from, to - Math.max(0, ids.length - maxTokens));
        int[] cutIds = new int[kept + ids.length - to];
        byte[] cutTypes = new byte[cutIds.length];
        for (int i = 0; i < cutIds.length; i++) {
            int source = i < kept ? i : i - kept + to;
            cutIds[i] = (int) ids[source];
            cutTypes[i] = (byte) types[source];
        }
        return new TokenizedText(cutIds, cutTypes, from, kept, 0, kept == to);
    }

    private static void addSpans(List<TokenSpan> spans, String piece, Encoding encoding, int offset) {
        int codePoint = 0;
        int unit = 0;
        for (@Nullable CharSpan span : encoding.getCharTokenSpans()) {
            if (span == null) {
                continue;
            }
            int start = move(piece, codePoint, unit, span.getStart());
            int end = move(piece, span.getStart(), start, span.getEnd());
            codePoint = span.getStart();
            unit = start;
            spans.add(new TokenSpan(offset + start, offset + end));
        }
    }

    private static int move(String piece, int codePoint, int unit, int target) {
        return piece.offsetByCodePoints(unit, target - codePoint);
    }
}

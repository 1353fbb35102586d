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
    private static final int NONE = -1;

    /** How many tokens two texts may lose when they are written one after the other. */
    private static final int SEAMS = 8;

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
        Prompt fitting = prompt.withDemonstrations(roomFor(prompt, maxTokens));
        while (true) {
            TokenizedText text = cutText(fitting, maxTokens, appendEos);
            if (text.whole() || fitting.demonstrations().isEmpty()) {
                return text;
            }
            fitting = fitting.withDemonstrations(fitting.demonstrations().size() - 1);
        }
    }

    /** Returns about how many examples there is room for beside the rest; never too few, save for merges at seams. */
    private int roomFor(Prompt prompt, int maxTokens) {
        int count = prompt.demonstrations().size();
        if (count == 0) {
            return 0;
        }
        long left = maxTokens - count(prompt.withDemonstrations(0).whole(), maxTokens);
        int room = 0;
        while (room < count) {
            left -= count(prompt.demonstrations().get(room), maxTokens);
            if (left < -SEAMS) {
                break;
            }
            room++;
        }
        return room;
    }

    /** Returns how many tokens a text has, more than {@code most} counting as {@code most + 1}. */
    private int count(String text, int most) {
        String head = text.substring(0, Texts.pieceEnd(text, 0, (int) Math.min(text.length(), most * 64L)));
        int tokens = encode(head, false).getIds().length;
        return head.length() < text.length() ? most + 1 : Math.min(tokens, most + 1);
    }

    /** Reads no more of the text than can be used. */
    private TokenizedText cutText(Prompt prompt, int maxTokens, @Nullable Integer appendEos) {
        String text = prompt.text();
        String before = prompt.head() + String.join("", prompt.demonstrations()) + prompt.before();
        long guess = (long) maxTokens * UNITS_A_TOKEN;
        while (true) {
            int end = Texts.pieceEnd(text, 0, (int) Math.min(guess, text.length()));
            String head = before + text.substring(0, end) + prompt.after();
            Encoding encoding = encode(head, true);
            if (end == text.length() || encoding.getIds().length > maxTokens) {
                return fit(encoding, head, before, prompt, maxTokens, appendEos);
            }
            guess *= GROWTH;
        }
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

    private Encoding encode(String text, boolean specialTokens) {
        return guard.use(() -> tokenizer.encode(text, specialTokens, false));
    }

    private String head(String text, int maxTokens) {
        String most = text.substring(0, Texts.pieceEnd(text, 0, Math.min(text.length(), maxTokens * 64)));
        List<TokenSpan> spans = spans(most);
        return spans.size() <= maxTokens
                ? most
                : most.substring(0, spans.get(maxTokens - 1).end());
    }

    private static TokenizedText fit(
            Encoding encoding, String head, String before, Prompt prompt, int maxTokens, @Nullable Integer appendEos) {
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        long[] special = encoding.getSpecialTokenMask();
        int prefixEnd = before.codePointCount(0, before.length());
        int suffixStart = head.codePointCount(0, head.length() - prompt.after().length());
        int from = 0;
        while (from < ids.length && (special[from] == 1 || before(spans[from], prefixEnd))) {
            from++;
        }
        int to = from;
        while (to < ids.length && special[to] == 0 && !from(spans[to], suffixStart)) {
            to++;
        }
        if (from == ids.length) {
            from = to = textPlace(special);
        }
        return cut(
                encoding,
                from,
                to,
                maxTokens,
                appendEos,
                prompt.demonstrations().size());
    }

    /** Returns where an empty text without prompt would stand: after the leading special token, if there is one. */
    private static int textPlace(long[] special) {
        return special.length == 0 ? 0 : Math.min(1, special.length - 1);
    }

    private static boolean before(@Nullable CharSpan span, int end) {
        return span != null && span.getStart() < end;
    }

    private static boolean from(@Nullable CharSpan span, int start) {
        return span != null && span.getStart() >= start;
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
        return cut(encoding, from, to, maxTokens, null, 0);
    }

    private static TokenizedText cut(
            Encoding encoding, int from, int to, int maxTokens, @Nullable Integer appendEos, int demonstrations) {
        long[] ids = encoding.getIds();
        long[] types = encoding.getTypeIds();
        int end = appendEos == null || (ids.length > 0 && ids[ids.length - 1] == appendEos) ? NONE : appendEos;
        int extra = end == NONE ? 0 : 1;
        int kept = Math.max(from, to - Math.max(0, ids.length + extra - maxTokens));
        int tail = ids.length - to;
        int[] cutIds = new int[kept + tail + extra];
        byte[] cutTypes = new byte[cutIds.length];
        for (int i = 0; i < kept + tail; i++) {
            int source = i < kept ? i : i - kept + to;
            cutIds[i] = (int) ids[source];
            cutTypes[i] = (byte) types[source];
        }
        if (end != NONE) {
            cutIds[cutIds.length - 1] = end;
        }
        if (cutIds.length > maxTokens) {
            // Only a prompt longer than the model's window comes here.
            return new TokenizedText(
                    Arrays.copyOf(cutIds, maxTokens), Arrays.copyOf(cutTypes, maxTokens), 0, 0, demonstrations, false);
        }
        return new TokenizedText(cutIds, cutTypes, from, kept, demonstrations, kept == to);
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

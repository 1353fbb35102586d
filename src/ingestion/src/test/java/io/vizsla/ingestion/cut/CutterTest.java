package io.vizsla.ingestion.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.parse.Section;
import io.vizsla.testkit.FakeTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutterTest {

    private static final int MANY = 1_000_000;
    private static final Tokenizer WORDS = new FakeTokenizer();

    /** Reads every character that is not white space as a token, as models do with unknown scripts. */
    private static final Tokenizer CHARACTERS = text -> {
        List<Tokenizer.TokenSpan> spans = new ArrayList<>();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!Character.isWhitespace(text.codePointAt(i))) {
                spans.add(new Tokenizer.TokenSpan(i, i + Character.charCount(text.codePointAt(i))));
            }
        }
        return spans;
    };

    @Test
    void leavesADocumentThatFitsInOnePiece() {
        Cut cut = new Cutter(WORDS, 32, 4, 2)
                .cut(
                        "Dogs",
                        List.of(
                                section("Dogs are good.", "Dogs"),
                                section("Feed them.", "Dogs", "Care"),
                                section("Brush them.", "Dogs", "Care", "Coat")),
                        MANY);

        assertThat(cut.pieces()).hasSize(1);
        assertThat(cut.pieces().getFirst().headings()).isEmpty();
        assertThat(cut.pieces().getFirst().text()).isEqualTo("Dogs are good.\n\nCare\nFeed them.\n\nCoat\nBrush them.");
    }

    @Test
    void keepsTheTextOfAPlainDocumentUnchanged() {
        String text = "  two\r\n\r\nparagraphs \n";
        Cut cut = new Cutter(WORDS, 16, 0, 2).cut("", List.of(section(text)), MANY);

        assertThat(cut.text()).isEqualTo(text);
        assertThat(cut.pieces()).containsExactly(new Piece(List.of(), "two\r\n\r\nparagraphs", 2, 19));
    }

    @Test
    void joinsSmallSectionsAndGivesEachPieceItsHeadings() {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sections.add(section("four words of text", "Top", "Part" + i));
        }
        Cut cut = new Cutter(WORDS, 32, 0, 2).cut("Title", sections, MANY);

        assertThat(cut.pieces()).hasSizeLessThanOrEqualTo(3).allSatisfy(piece -> {
            assertThat(piece.headings()).isEqualTo(List.of("Top"));
            assertThat(piece.text()).startsWith("Part").endsWith("text");
        });
    }

    @Test
    void cutsAfterAParagraphElseALineElseASentenceElseAWord() {
        String filler = "aa ".repeat(15).strip();
        assertThat(first(filler + "\n\nbb bb. bb bb\nbb " + filler)).isEqualTo(filler);
        assertThat(first(filler + "\nBb bb. Bb bb " + filler)).isEqualTo(filler);
        assertThat(first(filler + ". Bb bb bb bb " + filler)).isEqualTo(filler + ".");
        assertThat(first(filler + " bb " + filler + " " + filler)).endsWith("aa");
    }

    @Test
    void repeatsTheEndOfASliceAtTheStartOfTheNext() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("word").append(i).append(' ');
        }
        List<Piece> pieces = new Cutter(WORDS, 32, 8, 2)
                .cut("", List.of(section(text.toString())), MANY)
                .pieces();

        for (int i = 1; i < pieces.size(); i++) {
            String shared =
                    text.substring(pieces.get(i).start(), pieces.get(i - 1).end());
            assertThat(WORDS.spans(shared)).hasSizeBetween(1, 8);
        }
    }

    @Test
    void shortensALongTitleAndLongHeadings() {
        String title = "title ".repeat(100).strip();
        Cut cut = new Cutter(WORDS, 66, 0, 2)
                .cut(
                        title,
                        List.of(section(
                                "text ".repeat(100),
                                "outer",
                                "heading ".repeat(100).strip())),
                        MANY);

        assertThat(WORDS.spans(cut.title()).size()).isEqualTo(16);
        assertThat(cut.pieces()).allSatisfy(piece -> {
            assertThat(WORDS.spans(String.join(" > ", piece.headings())).size()).isEqualTo(16);
            assertThat(tokens(WORDS, cut, piece)).isLessThanOrEqualTo(64);
        });
    }

    @Test
    void finishesOnAWordOfAMillionCharactersAndOnTenMegabytes() {
        for (Tokenizer tokenizer : List.of(WORDS, CHARACTERS)) {
            Cutter cutter = new Cutter(tokenizer, 512, 64, 2);
            Cut word = cutter.cut("", List.of(section("x".repeat(1 << 20))), MANY);
            Cut text = cutter.cut("", List.of(section("Some words make a text. ".repeat(450_000))), MANY);
            Cut blank = cutter.cut("", List.of(section("a" + " ".repeat(5 << 20) + "b")), MANY);

            assertThat(word.pieces())
                    .allSatisfy(piece -> assertThat(piece.text().length()).isLessThan(512 * 64));
            assertThat(word.pieces().getLast().end()).isEqualTo(1 << 20);
            assertThat(text.pieces().size()).isBetween(2000, 80_000);
            assertThat(blank.pieces().getFirst().text()).isEqualTo("a");
            assertThat(blank.pieces().getLast().text()).isEqualTo("b");
        }
    }

    @Test
    void finishesOnAHundredThousandSections() {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            sections.add(section("x", "h" + i / 1000, "s" + i / 10, "t" + i));
        }
        assertThat(new Cutter(WORDS, 64, 8, 2).cut("", sections, MANY).pieces().size())
                .isBetween(2_000, 20_000);
    }

    @Test
    void neverCutsInsideACharacter() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        Cut cut = new Cutter(CHARACTERS, 34, 4, 2).cut("", List.of(section(family.repeat(200))), MANY);

        assertThat(cut.pieces()).hasSizeGreaterThan(10).allSatisfy(piece -> {
            assertThat(piece.start() % family.length()).isZero();
            assertThat(piece.end() % family.length()).isZero();
        });
    }

    @Test
    void boundsTheNumberOfPieces() {
        assertThatThrownBy(() -> new Cutter(WORDS, 16, 0, 2).cut("", List.of(section("word ".repeat(1000))), 10))
                .isInstanceOfSatisfying(VizslaException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.PARSE_LIMIT_EXCEEDED));
    }

    @Test
    void makesNothingOfNothing() {
        assertThat(new Cutter(WORDS, 16, 0, 2)
                        .cut("t", List.of(section(" \u200b\n")), MANY)
                        .pieces())
                .isEmpty();
        assertThat(new Cutter(WORDS, 16, 0, 2).cut("t", List.of(), MANY).pieces())
                .isEmpty();
        assertThat(new Cutter(WORDS, 16, 0, 2)
                        .cut("t", List.of(section("", "Only", "Headings")), MANY)
                        .pieces())
                .containsExactly(new Piece(List.of("Only"), "Headings", 5, 13));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 64, 512})
    void holdsItsPromisesForRandomDocuments(int maxTokens) {
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed * 31 + maxTokens);
            Tokenizer tokenizer = random.nextBoolean() ? WORDS : CHARACTERS;
            int overlap = random.nextInt(maxTokens / 2 + 1);
            List<Section> sections = randomSections(random);
            Cut cut = new Cutter(tokenizer, maxTokens, overlap, 2).cut(randomLine(random), sections, MANY);
            String at = "seed " + seed + ", maxTokens " + maxTokens;

            int covered = 0;
            for (Piece piece : cut.pieces()) {
                assertThat(cut.text().substring(piece.start(), piece.end()))
                        .as(at)
                        .isEqualTo(piece.text());
                assertThat(piece.text())
                        .as(at)
                        .isNotBlank()
                        .isEqualTo(piece.text().strip());
                assertThat(tokens(tokenizer, cut, piece)).as(at).isLessThanOrEqualTo(maxTokens - 2);
                assertThat(piece.end()).as(at).isGreaterThan(covered);
                covered = piece.end();
            }
            for (Section section : sections) {
                assertThat(everyWord(section.text(), cut)).as(at).isTrue();
            }
            assertThat(new Cutter(tokenizer, maxTokens, overlap, 2)
                            .cut(cut.title(), sections, MANY)
                            .pieces())
                    .as(at)
                    .isEqualTo(cut.pieces());
        }
    }

    /** Returns whether each word of a section lies in some piece, or in the part of the text that the pieces cover. */
    private static boolean everyWord(String text, Cut cut) {
        boolean[] covered = new boolean[cut.text().length()];
        for (Piece piece : cut.pieces()) {
            java.util.Arrays.fill(covered, piece.start(), piece.end(), true);
        }
        int from = cut.text().indexOf(text);
        for (int i = from; i < from + text.length(); i++) {
            if (!covered[i] && !Character.isWhitespace(cut.text().charAt(i))) {
                return false;
            }
        }
        return from >= 0;
    }

    private static int tokens(Tokenizer tokenizer, Cut cut, Piece piece) {
        return tokenizer
                .spans(cut.title() + "\n" + String.join(" ", piece.headings()) + "\n" + piece.text())
                .size();
    }

    private static List<Section> randomSections(Random random) {
        List<Section> sections = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            List<String> path = new ArrayList<>();
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.add("H" + random.nextInt(3));
            }
            sections.add(new Section(path, "s" + i + "x " + randomText(random)));
        }
        return sections;
    }

    private static String randomText(Random random) {
        String[] parts = {
            " ", " ", " ", "\n", "\n\n", ". ", "word", "a", "\uD83D\uDC15", "日本語", "e\u0301", "\u00A0", "\r\n"
        };
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(random.nextInt(10) == 0 ? 3000 : 200); left > 0; left--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private static String randomLine(Random random) {
        return "t ".repeat(random.nextInt(40)).strip();
    }

    private static String first(String text) {
        return new Cutter(WORDS, 26, 0, 2)
                .cut("", List.of(section(text)), MANY)
                .pieces()
                .getFirst()
                .text();
    }

    private static Section section(String text, String... headings) {
        return new Section(List.of(headings), text);
    }
}

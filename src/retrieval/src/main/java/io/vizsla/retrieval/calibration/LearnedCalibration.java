package io.vizsla.retrieval.calibration;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the scores of one collection mean where a trained model reads its queries, as a refresh found out. It lies beside
 * the model's weights.
 *
 * @param collection whose judged queries it was fitted to; it says nothing of others
 * @param lines by ranking; one without keeps what its model's name says
 */
public record LearnedCalibration(String collection, Map<Ranking, LogitLine> lines) {

    /** Name of its file in a model's folder. */
    public static final String FILE = "calibration.properties";

    private static final String COLLECTION = "collection";
    private static final String SLOPE = "slope";
    private static final String OFFSET = "offset";
    private static final String FROM = "from";

    public LearnedCalibration {
        lines = Map.copyOf(lines);
    }

    /**
     * Reads a model's; empty if it has none.
     *
     * @param folder of the model
     * @throws VizslaException {@code INVALID_MODEL} naming what is wrong in the file; {@code INTERNAL} if the disk fails
     */
    public static Optional<LearnedCalibration> read(Path folder) {
        Properties file = new Properties();
        try (Reader text = Files.newBufferedReader(folder.resolve(FILE), StandardCharsets.UTF_8)) {
            file.load(text);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, FILE + " cannot be read: " + malformed.getMessage(), malformed);
        } catch (IOException failed) {
            throw VizslaException.of(ErrorCode.INTERNAL, FILE + " cannot be read: " + failed.getMessage(), failed);
        }
        Map<Ranking, LogitLine> lines = new EnumMap<>(Ranking.class);
        for (Ranking ranking : Ranking.values()) {
            if (file.containsKey(key(ranking, SLOPE))) {
                lines.put(ranking, line(file, ranking));
            }
        }
        return Optional.of(new LearnedCalibration(file.getProperty(COLLECTION, ""), lines));
    }

    private static LogitLine line(Properties file, Ranking ranking) {
        double slope = number(file, key(ranking, SLOPE));
        double offset = number(file, key(ranking, OFFSET));
        double from = number(file, key(ranking, FROM));
        try {
            return new LogitLine(slope, offset, from);
        } catch (VizslaException outOfBounds) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, FILE + ", " + ranking.id() + ": " + outOfBounds.detail(), outOfBounds);
        }
    }

    private static double number(Properties file, String key) {
        String value = file.getProperty(key, "").strip();
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException notNumber) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, FILE + ": " + key, value, "a number");
        }
    }

    /** Returns the file's content; equal calibrations give equal text. */
    public String text() {
        StringBuilder text = new StringBuilder("# What scores mean in this collection; fitted by a refresh.\n");
        text.append(COLLECTION).append('=').append(collection).append('\n');
        for (Ranking ranking : Ranking.values()) {
            LogitLine line = lines.get(ranking);
            if (line != null) {
                text.append(key(ranking, SLOPE))
                        .append('=')
                        .append(line.slope())
                        .append('\n');
                text.append(key(ranking, OFFSET))
                        .append('=')
                        .append(line.offset())
                        .append('\n');
                text.append(key(ranking, FROM)).append('=').append(line.from()).append('\n');
            }
        }
        return text.toString();
    }

    private static String key(Ranking ranking, String number) {
        return ranking.id() + "." + number;
    }
}

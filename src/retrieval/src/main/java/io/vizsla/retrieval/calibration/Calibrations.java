package io.vizsla.retrieval.calibration;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.ScoreCalibrator;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fitted coefficients of the models that have some, read from {@code MODEL.properties} beside this class; every
 * other model uses {@code generic.properties}. Safe for any number of threads.
 */
public final class Calibrations implements CalibratorSource {

    private static final String GENERIC = "generic";

    private final Map<String, Map<Ranking, Coefficients>> byModel = new ConcurrentHashMap<>();

    /** What scores mean was fitted in the space of the passages' model, in which every query side lies. */
    @Override
    public ScoreCalibrator of(OpenCollection collection, Ranking ranking, SearchFeatures features) {
        return new ProbabilityCalibrator(of(collection.encoder().card().name(), ranking), features);
    }

    /** Returns the coefficients for a model's name, the generic ones if there are none of its own. */
    public Coefficients of(String model, Ranking ranking) {
        Coefficients own =
                byModel.computeIfAbsent(model, Calibrations::readOrGeneric).get(ranking);
        if (own == null) {
            throw VizslaException.of(ErrorCode.INTERNAL, "no calibration of " + ranking.id() + " for " + model);
        }
        return own;
    }

    private static Map<Ranking, Coefficients> readOrGeneric(String model) {
        Properties own = model.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? read(model) : null;
        Properties generic = read(GENERIC);
        Map<Ranking, Coefficients> byRanking = new EnumMap<>(Ranking.class);
        for (Ranking ranking : Ranking.values()) {
            Properties source = own != null && own.containsKey(ranking.id() + ".bias") ? own : generic;
            if (source != null) {
                byRanking.put(ranking, coefficients(source, ranking));
            }
        }
        return byRanking;
    }

    private static Coefficients coefficients(Properties source, Ranking ranking) {
        return new Coefficients(
                number(source, ranking, "bias"),
                number(source, ranking, "score"),
                number(source, ranking, "relative"),
                number(source, ranking, "dense"),
                number(source, ranking, "tokens"),
                number(source, ranking, "lexical"),
                number(source, ranking, "rarity"));
    }

    private static double number(Properties source, Ranking ranking, String name) {
        String key = ranking.id() + "." + name;
        String value = source.getProperty(key, "0").strip();
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException notNumber) {
            throw VizslaException.invalid("calibration." + key, value, "a number");
        }
    }

    private static @Nullable Properties read(String name) {
        try (InputStream file = Calibrations.class.getResourceAsStream(name + ".properties")) {
            if (file == null) {
                return null;
            }
            try (Reader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
                Properties properties = new Properties();
                properties.load(text);
                return properties;
            }
        } catch (IOException unreadable) {
            throw VizslaException.of(ErrorCode.INTERNAL, "cannot read the calibration " + name, unreadable);
        }
    }
}

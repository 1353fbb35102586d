package io.vizsla.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file of worked examples: one JSON object with {@code query} and {@code passage} a line. */
final class DemonstrationFile {

    /** An instance takes 16 unless it is told otherwise; a file beyond this was meant for something else. */
    private static final int MOST = 1000;

    private final String file;
    private final ArrayNode examples = Json.MAPPER.createArrayNode();
    private int line;

    private DemonstrationFile(String file) {
        this.file = file;
    }

    /**
     * Reads a file. How many examples a query may have is the instance's to say.
     *
     * @throws CliException with {@link ExitCode#USAGE} naming file and line if it is no such file
     */
    static ArrayNode read(String file) {
        DemonstrationFile reading = new DemonstrationFile(file);
        try (BufferedReader lines = Files.newBufferedReader(Path.of(file))) {
            lines.lines().forEach(reading::add);
        } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--demonstrations = " + file + " is not valid: must be auto, none or a readable file of JSON lines",
                    null,
                    unreadable);
        }
        return reading.examples;
    }

    private void add(String text) {
        line++;
        if (text.isBlank()) {
            return;
        }
        if (examples.size() == MOST) {
            throw wrong("more than " + MOST + " examples");
        }
        JsonNode one = parse(text);
        for (String field : new String[] {"query", "passage"}) {
            if (!one.path(field).isTextual()) {
                throw wrong("must be a JSON object with query and passage, both texts");
            }
        }
        examples.add(one);
    }

    private JsonNode parse(String text) {
        try {
            return Json.strict(text);
        } catch (JsonProcessingException notJson) {
            throw wrong("not JSON: " + notJson.getOriginalMessage());
        }
    }

    private CliException wrong(String why) {
        return new CliException(ExitCode.USAGE, "--demonstrations: " + file + " line " + line + ": " + why);
    }
}

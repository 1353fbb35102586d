package io.vizsla.broker;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Makes a directory fit for a broker. The cluster id is drawn once and stays with the directory. */
final class BrokerStorage {

    private BrokerStorage() {}

    /**
     * Formats the directory unless it is formatted. A format that a crash interrupted is done again: the file that marks
     * the end of it is written last.
     *
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the directory cannot be written
     */
    static void format(Path logs) {
        if (Files.exists(logs.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            Files.createDirectories(logs);
            formatter(logs).setPrintStream(print).run();
        } catch (Exception failed) {
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Cannot make " + logs + " a broker's directory: " + failed.getMessage() + " "
                            + said.toString(StandardCharsets.UTF_8).strip(),
                    failed);
        }
    }

    private static Formatter formatter(Path logs) {
        return new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE)
                .addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString())
                .setControllerListenerName(BoundSockets.CONTROLLER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true);
    }
}

package io.vizsla.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.VizslaException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerOptionsTest {

    private static final Path DIRECTORY = Path.of("broker");

    @Test
    void listensToThisMachineOnlyUnlessTold() {
        assertThat(BrokerOptions.in(DIRECTORY, 9092))
                .isEqualTo(new BrokerOptions(DIRECTORY, "127.0.0.1", 9092, 2 << 20, 3));
    }

    @Test
    void namesTheSettingThatIsOutOfBounds() {
        assertThat(field(() -> BrokerOptions.in(DIRECTORY, 65_536))).isEqualTo("kafka.port");
        assertThat(field(() -> BrokerOptions.in(DIRECTORY, -1))).isEqualTo("kafka.port");
        assertThat(field(() -> new BrokerOptions(DIRECTORY, " ", 1, 1024, 1))).isEqualTo("kafka.host");
        assertThat(field(() -> new BrokerOptions(DIRECTORY, "h", 1, 1023, 1))).isEqualTo("kafka.messageBytes");
        assertThat(field(() -> new BrokerOptions(DIRECTORY, "h", 1, 1024, 0))).isEqualTo("kafka.internalPartitions");
    }

    private static String field(Runnable options) {
        return catchThrowableOfType(VizslaException.class, options::run).field().orElseThrow();
    }
}

package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.query.Demonstrations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class QueryWordingTest {

    @ParameterizedTest
    @CsvSource({
        "--demonstrations=all, true, --demonstrations = all",
        "--demonstrations=auto, true, needs --examples-split",
        "--examples-split=test, true, it is the split that is measured",
        "--examples-split=train, false, for evaluations in this process",
    })
    void refusesWhatDoesNotGoTogether(String option, boolean local, String message) {
        assertThatThrownBy(() -> wording(option).check("test", local))
                .isInstanceOfSatisfying(CliException.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message);
    }

    @Test
    void examplesOfAnotherSplitAreChosenAndToldOf() {
        QueryWording wording = wording("--examples-split=train", "--instruction=Find it");
        wording.check("test", true);
        Map<String, Object> settings = new LinkedHashMap<>();
        wording.tell(settings);

        assertThat(wording.local()).isEqualTo(Demonstrations.AUTO);
        assertThat(wording.instruction().text()).isEqualTo("Find it");
        assertThat(settings).containsEntry("examplesSplit", "train").containsEntry("instruction", "Find it");
    }

    @Test
    void noneIsNoneWhateverSplitIsNamed() {
        assertThat(wording("--examples-split=train", "--demonstrations=none").local())
                .isEqualTo(Demonstrations.NONE);
    }

    private static QueryWording wording(String... options) {
        return CommandLine.populateCommand(new QueryWording(), options);
    }
}

package io.vizsla.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    private static final Pattern STARTS_AN_INSTRUCTION = Pattern.compile("[A-Z]+ .*");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.cuda", "Dockerfile.trainer"})
    void anImageIsPinnedAndNobodyIsRootInIt(String name) {
        List<String> instructions = instructions(name);

        assertThat(instructions)
                .filteredOn(line -> line.startsWith("FROM"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("FROM \\S+:\\S*\\d\\S*( AS \\w+)?"));
        assertThat(instructions).filteredOn(line -> line.startsWith("USER")).containsExactly("USER 10001:10001");
        assertThat(instructions).noneMatch(line -> line.startsWith("ADD"));
    }

    /** Seldom changed layers first: an update should move what is ours alone. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.cuda", "Dockerfile.trainer"})
    void theJarsOfOthersLieBelowOurs(String name) {
        List<String> copies = instructions(name).stream()
                .filter(line -> line.startsWith("COPY") && line.contains(" /opt/vizsla/"))
                .toList();

        assertThat(copies.getFirst()).startsWith("COPY --from=jars /others/ ");
        assertThat(copies).anyMatch(line -> line.startsWith("COPY --from=jars /ours/ "));
    }

    /** They repeat one another, as Dockerfiles cannot include others. */
    @Test
    void allStartInTheSameWay() {
        String start = instructions("Dockerfile").getLast();

        assertThat(start).startsWith("ENTRYPOINT");
        assertThat(instructions("Dockerfile.cuda")).endsWith(start);
        assertThat(instructions("Dockerfile.trainer")).endsWith(start);
    }

    private static List<String> instructions(String name) {
        return Repository.text("deploy/images/" + name)
                .replace("\\\n", " ")
                .lines()
                .filter(line -> STARTS_AN_INSTRUCTION.matcher(line).matches())
                .toList();
    }
}

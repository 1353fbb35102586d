package io.vizsla.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users put into applications of their own runs on Java 17: no class in it, or in what it brings, is for a later one. */
class ReleaseTest {

    private static final Path ROOT = Path.of(System.getProperty("vizsla.root", "../.."));
    private static final int JAVA_17 = 61;
    private static final int CLASS_FILE = 0xCAFEBABE;

    @Test
    void noClassThatUsersEmbedIsForALaterJava() throws IOException {
        for (String module : List.of("api", "client", "langchain4j")) {
            Path folder = ROOT.resolve("src").resolve(module).resolve("target");
            packaged(folder);
            Path jar = only(folder, "vizsla-" + module + "-");

            assertThat(later(jar)).as("later than Java 17 in %s", jar).isEmpty();
        }
    }

    @Test
    void noClassOfThePlainChatIsForALaterJava() throws IOException {
        Path target = ROOT.resolve("examples/chat-plain/target");
        packaged(target.resolve("lib"));
        List<Path> jars = new ArrayList<>(jars(target.resolve("lib")));
        assertThat(jars)
                .extracting(jar -> String.valueOf(jar.getFileName()))
                .anyMatch(name -> name.startsWith("vizsla-langchain4j-"));
        jars.add(target.resolve("chat-plain.jar"));

        for (Path jar : jars) {
            assertThat(later(jar)).as("later than Java 17 in %s", jar).isEmpty();
        }
    }

    /** Returns the classes that Java 17 would load and refuse; those of a multi-release jar's later versions it does not load. */
    private static List<String> later(Path file) throws IOException {
        List<String> later = new ArrayList<>();
        int classes = 0;
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(file))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/versions/")) {
                    classes++;
                    DataInputStream head = new DataInputStream(jar);
                    assertThat(head.readInt()).as(entry.getName()).isEqualTo(CLASS_FILE);
                    head.readUnsignedShort();
                    int version = head.readUnsignedShort();
                    if (version > JAVA_17) {
                        later.add(entry.getName() + ": " + version);
                    }
                }
            }
        }
        assertThat(classes).as("classes in %s", file).isPositive();
        return later;
    }

    private static void packaged(Path folder) throws IOException {
        assumeTrue(
                Files.isDirectory(folder) && !jars(folder).isEmpty(),
                () -> "skipped: there are no jars in " + folder + ": ./mvnw package");
    }

    private static Path only(Path folder, String beginning) throws IOException {
        List<Path> found = jars(folder).stream()
                .filter(jar -> String.valueOf(jar.getFileName()).matches(beginning + "[0-9][^-]*(-SNAPSHOT)?\\.jar"))
                .toList();
        assertThat(found).as("jars in %s", folder).hasSize(1);
        return found.get(0);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}

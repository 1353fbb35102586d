package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A copy of the launcher script in the outline of a tree, with pretended JDKs and a pretended build. */
final class Launcher {

    private static final Path REPOSITORY = Path.of(System.getProperty("vizsla.root", "../.."));
    private static final String TELLS_ITS_ARGUMENTS =
            "#!/bin/sh\necho \"java of $(dirname \"$(dirname \"$0\")\")\"\necho \"$@\"\n";
    private static final List<String> TOOLS = List.of(
            "sh",
            "dirname",
            "sed",
            "head",
            "tail",
            "mkdir",
            "rm",
            "cat",
            "find",
            "touch",
            "mv",
            "sleep",
            "kill",
            "readlink",
            "awk",
            "id");

    private final Path temp;
    private final Path root;
    private final Path jdks;

    /** How a run of the script ended. */
    record Ended(int exitCode, String out, String err) {}

    private Launcher(Path temp, Path root, Path jdks) {
        this.temp = temp;
        this.root = root;
        this.jdks = jdks;
    }

    /** Lays out a tree in an empty folder; its name has a blank. */
    static Launcher in(Path temp) throws IOException {
        assumeThat(Files.isExecutable(Path.of("/bin/sh")))
                .as("there is a POSIX shell")
                .isTrue();
        Path root = Files.createDirectory(temp.resolve("the root"));
        Files.copy(REPOSITORY.resolve("vizsla"), root.resolve("vizsla"));
        Files.writeString(root.resolve("pom.xml"), "<project>\n  <version>9.9</version>\n</project>\n");
        Launcher launcher = new Launcher(temp, root, Files.createDirectory(temp.resolve("jdks")));
        launcher.script(
                root.resolve("mvnw"),
                "#!/bin/sh\necho called >> mvnw.log\n" + producing("services/cli/target/vizsla-cli.jar")
                        + producing("services/trainer/target/vizsla-trainer.jar")
                        + producing("services/standalone/target/quarkus-app/quarkus-run.jar"));
        return launcher;
    }

    /** The working folder of the script. */
    Path temp() {
        return temp;
    }

    /** The root of the tree. */
    Path root() {
        return root;
    }

    /** The usual folder of JDKs. */
    Path jdks() {
        return jdks;
    }

    /** Lets the launcher find this JVM's JDK, and a jar with the classes that look before a start. */
    void realJava() throws IOException {
        Path real = jdk("real", "25", true);
        script(real.resolve("bin/java"), "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        write("services/standalone/target/quarkus-app/quarkus-run.jar", "never started".getBytes());
        write(
                "services/cli/target/vizsla-cli.jar",
                jar("io/vizsla/cli/StartCheck.class", "io/vizsla/cli/ExitCode.class"));
        write("build/built", new byte[0]);
    }

    private void write(String file, byte[] bytes) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    private static byte[] jar(String... classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            for (String name : classes) {
                out.putNextEntry(new JarEntry(name));
                try (InputStream in = StartCheck.class.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Makes a pretended JDK that prints its own folder and its arguments. */
    Path jdk(String name, String version, boolean compiler) throws IOException {
        Path home = Files.createDirectories(jdks.resolve(name).normalize());
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), TELLS_ITS_ARGUMENTS);
        if (compiler) {
            script(home.resolve("bin/javac"), "#!/bin/sh\n");
        }
        return home;
    }

    /** Writes an executable script. */
    void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs the script to its end, with nothing in the environment but what it needs and these. */
    Ended launch(Map<String, String> environment, String... arguments) throws Exception {
        return finish(start(environment, arguments));
    }

    /** Starts the script. */
    Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(root.resolve("vizsla").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder process = new ProcessBuilder(command).directory(temp.toFile());
        process.environment().clear();
        process.environment().put("PATH", pathWithoutJava());
        process.environment().put("VIZSLA_JDK_FOLDERS", jdks.toString());
        process.environment().putAll(environment);
        return process.start();
    }

    /** Waits for its end. */
    Ended finish(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }

    private static String producing(String file) {
        return "mkdir -p " + Path.of(file).getParent() + " && touch " + file + "\n";
    }

    /** Returns a folder with the tools that the script needs, and no Java. */
    private String pathWithoutJava() throws IOException {
        Path tools = temp.resolve("tools");
        if (!Files.exists(tools)) {
            Files.createDirectory(tools);
            for (String tool : TOOLS) {
                forward(tools.resolve(tool), tool);
            }
        }
        return tools.toString();
    }

    private void forward(Path file, String tool) throws IOException {
        for (String folder : List.of("/usr/bin", "/bin")) {
            if (Files.isExecutable(Path.of(folder, tool)) && !Files.exists(file)) {
                script(file, "#!/bin/sh\nexec " + folder + "/" + tool + " \"$@\"\n");
            }
        }
    }
}

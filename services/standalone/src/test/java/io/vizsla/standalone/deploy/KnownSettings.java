package io.vizsla.standalone.deploy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.vizsla.query.config.SearchConfig;
import io.vizsla.standalone.config.ClusterConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of all settings, out of the interfaces that they are read with. */
final class KnownSettings {

    private KnownSettings() {}

    /** Returns all names; those of a map, whose last parts are free, end with {@code .*}. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Class<?> neighbor : List.of(ClusterConfig.class, SearchConfig.class)) {
            for (Class<?> config : configs(neighbor)) {
                names.addAll(ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(config))
                        .keySet());
            }
        }
        return names;
    }

    /** Returns whether a variable of the environment is read as one of the settings. */
    static boolean readsVariable(String variable) {
        return names().stream().map(KnownSettings::variable).anyMatch(known -> {
            String open = known.replaceFirst("__$", "_");
            return known.equals(variable) || (!open.equals(known) && variable.startsWith(open));
        });
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static List<Class<?>> configs(Class<?> neighbor) {
        String folder = neighbor.getPackageName().replace('.', '/');
        try {
            URI source =
                    neighbor.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path place = Path.of(source);
            if (Files.isDirectory(place)) {
                return configs(neighbor, place.resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return configs(neighbor, jar.getPath(folder));
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Class<?>> configs(Class<?> neighbor, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Config.class"))
                    .<Class<?>>map(name -> load(neighbor, name.substring(0, name.length() - ".class".length())))
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .toList();
        }
    }

    private static Class<?> load(Class<?> neighbor, String name) {
        try {
            return Class.forName(neighbor.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}

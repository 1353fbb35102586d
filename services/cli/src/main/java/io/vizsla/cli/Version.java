package io.vizsla.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar was built with. */
final class Version implements IVersionProvider {

    /** Returns the version, {@code development} outside a jar. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Vizsla " + text()};
    }
}

/** The settings of the service, each with a default and a test of its mapping. */
@NullMarked
package io.vizsla.query.config;

import org.jspecify.annotations.NullMarked;

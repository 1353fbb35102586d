/** The settings of the instance, each with a default and a test of its mapping. */
@NullMarked
package io.vizsla.standalone.config;

import org.jspecify.annotations.NullMarked;

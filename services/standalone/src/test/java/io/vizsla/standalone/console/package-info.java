/** The console as its users meet it: in a real browser, on the real application. */
@NullMarked
package io.vizsla.standalone.console;

import org.jspecify.annotations.NullMarked;

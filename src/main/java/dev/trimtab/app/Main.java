package dev.trimtab.app;

/// Runs one Trimtab command.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("trimtab");
  }
}

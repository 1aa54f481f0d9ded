"""``python -m aktenlage`` is the command ``aktenlage``."""

from aktenlage.cli.main import main

if __name__ == "__main__":
    main()

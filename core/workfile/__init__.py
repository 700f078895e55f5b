"""作業ファイル: everything that a person has made in one sitting, as one file."""
